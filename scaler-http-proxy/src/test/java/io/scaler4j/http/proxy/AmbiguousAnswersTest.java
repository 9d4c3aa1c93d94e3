package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replicas with HTTP/2 whose answers are none: the client is never left without one, and never gets a part of theirs.
 */
class AmbiguousAnswersTest extends ProxyTestBase {

    private final AtomicInteger asked = new AtomicInteger();

    private void startAnswering(String lines, boolean ends) throws Exception {
        H2Backend backend = closing(new H2Backend(number -> new H2Backend.Stream() {
            @Override
            void headers(Http2Headers headers, boolean ended) {
                asked.incrementAndGet();
                Http2Headers head = headers.path().toString().equals("/good") ? H2Backend.ok() : H2Client.lines(lines);
                send(head, ends);
                if (!ends) {
                    send("hello", true);
                }
            }
        }));
        replicas.set(backend.endpoint());
        ProxyRoute web = route().backendProtocol(BackendProtocol.H2C).build();
        start(builder -> builder.route(web).threads(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=1",
                "grpc-status=0",
                ":status=abc",
                ":status=",
                ":status=200&:status=404",
                "x=1&:status=200",
                ":status=200&:path=/",
                ":status=200&:x=1",
                ":status=1000",
                ":status=-1",
                ":status=101",
                ":status=200&connection=close",
                ":status=200&transfer-encoding=chunked",
                ":status=200&X-Upper=1",
                ":status=200&x=1\r\ny: 2",
                ":status=200&x=a\u0000b",
                ":status=200&x y=1",
                ":status=200&content-length=-1",
                ":status=200&content-length=0&content-length=5",
            })
    void aHeadThatIsNoneIsABadGateway(String lines) throws Exception {
        startAnswering(lines, true);
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 502 ");
        assertThat(Peer.header(head, OwnAnswer.REASON_HEADER)).get().isIn("bad-response", "backend-failed");
        client.body(head);
        assertThat(exchange().outcome()).isEqualTo(Outcome.BACKEND_FAILED);
        assertThat(client.send("GET /good HTTP/1.1\nHost: a\n\n").head()).startsWith("HTTP/1.1 200 ");
        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x=1", ":status=abc", ":status=200&transfer-encoding=chunked", ":status=101", ":status=1000"})
    void aBodyBehindSuchAHeadDoesNotPass(String lines) throws Exception {
        startAnswering(lines, false);
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 502 ");
        assertThat(client.body(head)).isEqualTo("Bad Gateway\n");
        until(() -> inFlight() == 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7})
    void aBodyThatIsNotAsLongAsItsHeadSaysIsCut(int length) throws Exception {
        startAnswering(":status=200&content-length=" + length, false);
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.isCut()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.ABORTED);
    }

    /** Otherwise the client would take its next answer for the body of this one. */
    @Test
    void aLengthWithoutABodyIsCut() throws Exception {
        startAnswering(":status=200&content-length=5", true);
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.isCut()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.ABORTED);
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "GET, 304"})
    void aLengthOfWhatIsNotSentPasses(String method, int status) throws Exception {
        startAnswering(":status=" + status + "&content-length=5", true);
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            String head = client.send(method + " / HTTP/1.1\nHost: a\n\n").head();
            assertThat(head).startsWith("HTTP/1.1 " + status + " ");
            assertThat(Peer.header(head, "Content-Length")).contains("5");
        }
    }

    @Test
    void aHintThatEndsTheStreamIsNoAnswer() throws Exception {
        startAnswering(":status=103&link=</a>", true);
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head.startsWith("HTTP/1.1 103 ") ? client.head() : head).startsWith("HTTP/1.1 502 ");
        assertThat(exchange().outcome()).isEqualTo(Outcome.BACKEND_FAILED);
    }

    @Test
    void trailersOfAnAnswerThatIsWholePass() throws Exception {
        H2Backend backend = closing(new H2Backend(number -> new H2Backend.Stream() {
            @Override
            void headers(Http2Headers headers, boolean ended) {
                send(H2Backend.ok(), false).send("hello", false);
                send(new DefaultHttp2Headers().add("x-end", "1"), true);
            }
        }));
        replicas.set(backend.endpoint());
        start(route().backendProtocol(BackendProtocol.H2C));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\nTE: trailers\n\n");
        client.head();
        assertThat(client.chunkSize()).isEqualTo(5);
        assertThat(client.text(5)).isEqualTo("hello");
        client.line();
        assertThat(client.chunkSize()).isZero();
        assertThat(client.head()).isEqualTo("x-end: 1\n");
    }
}
