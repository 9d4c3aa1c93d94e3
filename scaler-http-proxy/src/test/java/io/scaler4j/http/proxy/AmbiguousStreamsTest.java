package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of HTTP/2 that would become others with HTTP/1: they end their stream, or at most their connection. */
class AmbiguousStreamsTest extends ProxyTestBase {

    private static final String PSEUDO = ":method=POST&:scheme=http&:path=/1&:authority=a";

    private final List<String> asked = new CopyOnWriteArrayList<>();

    private H2Client startAsking() throws Exception {
        backend(Backend.answering((head, body, peer) -> {
            asked.add(head + body);
            peer.ok("");
        }));
        start(route());
        return closing(new H2Client(interceptor().port()));
    }

    private void assertNothingWasAsked(H2Client client, H2Client.Call call) throws Exception {
        String first = call.next();
        if (first.startsWith("headers")) {
            assertThat(call.head().status()).hasToString("400");
        } else {
            assertThat(first).isEqualTo("reset 1");
        }
        interceptor().close();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":method=GET&:method=GET&:scheme=http&:path=/1&:authority=a",
                ":method=GET&:scheme=http&:scheme=http&:path=/1&:authority=a",
                ":method=GET&:scheme=http&:path=/1&:path=/2&:authority=a",
                ":method=GET&:scheme=http&:path=/1&:authority=a&:authority=b",
                ":method=GET&:scheme=http&:path=/1&:authority=a&:status=200",
                ":method=GET&:scheme=http&:path=/1&:authority=a&:x=1",
                ":method=GET&:scheme=http&:path=/1&x=1&:authority=a",
                ":scheme=http&:path=/1&:authority=a",
                ":method=GET&:scheme=http&:authority=a",
                ":method=GET&:scheme=http&:path=&:authority=a",
                ":method=GET&:scheme=http&:path=1&:authority=a",
                ":method=GET&:scheme=http&:path=*&:authority=a",
                ":method=GET&:scheme=http&:path=/1#b&:authority=a",
                ":method=GET&:scheme=http&:path=/1 HTTP/1.1\r\nx: 1&:authority=a",
                ":method=GET&:scheme=http&:path=/a b&:authority=a",
                ":method=GET /2 HTTP/1.1\r\nx:&:scheme=http&:path=/1&:authority=a",
                ":method=G T&:scheme=http&:path=/1&:authority=a",
                ":method=&:scheme=http&:path=/1&:authority=a",
                ":method=GET&:scheme=http&:path=/1&:authority=user@a",
                ":method=GET&:scheme=http&:path=/1&:authority=a\r\nx: 1",
                ":method=GET&:scheme=http&:path=/1&:authority=",
                ":method=GET&:scheme=http&:path=/1",
                ":method=GET&:scheme=http&:path=/1&host=a/b",
                ":method=GET&:scheme=http&:path=/1&:authority=a&host=b",
            })
    void aHeadThatIsNotExactlyOneRequestIsRefused(String lines) throws Exception {
        H2Client client = startAsking();
        assertNothingWasAsked(client, client.open(H2Client.lines(lines), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection=keep-alive",
                "connection=content-length",
                "proxy-connection=keep-alive",
                "keep-alive=timeout=5",
                "upgrade=h2c",
                "transfer-encoding=chunked",
                "transfer-encoding=identity",
                "te=gzip",
                "X-Upper=1",
                "x y=1",
                "x:y=1",
                "x\r\ny=1",
                "x=1\r\ny: 2",
                "x=1\ny",
                "x=1\ry",
                "x=a\u0000b",
                "content-length=5&content-length=6",
                "content-length=5, 5",
                "content-length=-5",
                "content-length=+5",
                "content-length=x",
            })
    void aHeaderThatBelongsToAConnectionOrIsNoneIsRefused(String line) throws Exception {
        H2Client client = startAsking();
        assertNothingWasAsked(client, client.open(H2Client.lines(PSEUDO + "&" + line), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "6"})
    void aBodyThatIsNotAsLongAsItsHeadSaysIsNotCompletedForTheReplica(String length) throws Exception {
        H2Client client = startAsking();
        H2Client.Call call = client.open(H2Client.lines(PSEUDO + "&content-length=" + length), false);
        call.send("hello", true);
        String first = call.next();
        assertThat(first.startsWith("headers") ? "reset 1" : first).isEqualTo("reset 1");
        interceptor().close();
        assertThat(asked).isEmpty();
    }

    @Test
    void aHostThatSaysTheSameIsNoSecondOne() throws Exception {
        H2Client client = startAsking();
        H2Client.Call call = client.open(H2Client.lines(PSEUDO + "&host=a"), true);
        assertThat(call.head().status()).hasToString("200");
        assertThat(asked).singleElement().asString().containsOnlyOnce("\nhost: a\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {PSEUDO, "x=1&:path=/2", ":path=/2&x=1"})
    void trailersThatAreAnotherHeadEndTheStream(String trailers) throws Exception {
        H2Client client = startAsking();
        H2Client.Call call = client.open(H2Client.lines(PSEUDO), false);
        call.send("hello", false).trailers(H2Client.lines(trailers));
        assertThat(call.next()).isEqualTo("reset 1");
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        interceptor().close();
        assertThat(asked).isEmpty();
    }

    @Test
    void theConnectionGoesOnAfterAStreamThatWasRefused() throws Exception {
        H2Client client = startAsking();
        assertThat(client.open(H2Client.lines(PSEUDO + "&transfer-encoding=chunked"), true)
                        .next())
                .isEqualTo("reset 1");
        assertThat(client.open(H2Client.lines(PSEUDO), true).head().status()).hasToString("200");
        assertThat(asked).hasSize(1);
    }
}
