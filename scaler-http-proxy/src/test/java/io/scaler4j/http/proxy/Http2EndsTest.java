package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How streams and connections of HTTP/2 end. */
class Http2EndsTest extends Http2Fixture {

    @Test
    void aStreamThatIsRefusedGoesToAnotherReplica() throws Exception {
        H2Backend good = closing(new H2Backend(number -> echo()));
        h2c(number -> new H2Backend.Stream() {
            @Override
            void headers(Http2Headers headers, boolean ends) {
                replicas.set(good.endpoint());
                send(new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
            }
        });
        start(h2cRoute());
        H2Client.Call call = h2().open(H2Client.grpc(), true);
        assertThat(call.head().status()).hasToString("200");
        assertThat(exchange().endpoint()).contains(good.endpoint());
    }

    @Test
    void aStreamAboveTheLastOneOfAGoodbyeIsRepeatedOnANewConnection() throws Exception {
        H2Backend backend = h2c(number -> number > 1
                ? echo()
                : new H2Backend.Stream() {
                    @Override
                    void headers(Http2Headers headers, boolean ends) {
                        // the codec would name this stream as the last one: stream 0 is written by hand
                        var goodbye = connection().alloc().buffer();
                        goodbye.writeMedium(8)
                                .writeByte(7)
                                .writeByte(0)
                                .writeInt(0)
                                .writeInt(0)
                                .writeInt(0);
                        connection().pipeline().firstContext().writeAndFlush(goodbye);
                    }
                });
        start(h2cRoute());
        H2Client.Call call = h2().open(H2Client.grpc(), true);
        assertThat(call.head().status()).hasToString("200");
        assertThat(backend.connections()).isEqualTo(2);
    }

    @Test
    void aStreamThatIsCutIsNeverTakenForComplete() throws Exception {
        h2c(number -> new H2Backend.Stream() {
            @Override
            void headers(Http2Headers headers, boolean ends) {
                send(H2Backend.ok(), false).send("half", false);
                send(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
            }
        });
        start(h2cRoute());
        H2Client.Call call = h2().open(H2Client.grpc(), true);
        assertThat(call.next()).isEqualTo("headers");
        String next = call.next();
        assertThat(next.startsWith("data") ? call.next() : next).isEqualTo("reset 2");
        assertThat(exchange().outcome()).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void aBodyOfHttp1ThatIsCutResetsTheStream() throws Exception {
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf");
        }));
        start(route());
        H2Client.Call call = h2().open(H2Client.request("GET", "/"), true);
        assertThat(call.next()).isEqualTo("headers");
        String next = call.next();
        assertThat(next.startsWith("data") ? call.next() : next).isEqualTo("reset 2");
    }

    @Test
    void aClientThatCancelsEndsTheStreamAtTheReplica() throws Exception {
        var code = new AtomicLong(-1);
        h2c(number -> new H2Backend.Stream() {
            @Override
            void headers(Http2Headers headers, boolean ends) {
                send(H2Backend.ok(), false);
            }

            @Override
            void reset(long error) {
                code.set(error);
            }
        });
        start(h2cRoute());
        H2Client.Call call = h2().open(H2Client.grpc(), false);
        call.head();
        call.reset();
        until(() -> code.get() == Http2Error.CANCEL.code());
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }

    @Test
    void aClientThatCancelsWhileItWaitsIsTakenOutOfTheLine() throws Exception {
        start(route());
        H2Client.Call call = h2().open(H2Client.grpc(), false);
        until(() -> held() == 1);
        call.reset();
        until(() -> held() == 0);
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }

    @Test
    void aTunnelByConnectIsRefusedWithHttp2Too() throws Exception {
        start(route());
        H2Client.Call call =
                h2().open(new DefaultHttp2Headers().method("CONNECT").authority("a.example.com:443"), false);
        assertThat(call.head().status()).hasToString("405");
    }

    @Test
    void anAnswerBeforeTheEndOfTheRequestEndsTheStreamWithoutAnError() throws Exception {
        start(builder -> builder.routes(List.of()));
        H2Client.Call call = h2().open(H2Client.request("POST", "/"), false);
        assertThat(call.head().status()).hasToString("404");
        assertThat(call.next()).isEqualTo("headers");
        assertThat(call.next()).isEqualTo("data Not Found\n.");
        assertThat(call.next()).isEqualTo("reset 0");
    }

    @Test
    void aShutdownSaysGoodbyeAndLetsStreamsEnd() throws Exception {
        h2c(number -> echo());
        start(
                h2cRoute(),
                InterceptorLimits.DEFAULT.toBuilder()
                        .shutdownDelay(Duration.ZERO)
                        .build());
        H2Client client = h2();
        H2Client.Call call = client.open(H2Client.grpc(), false);
        call.head();
        var end = interceptor().shutdown();
        assertThat(client.ofConnection.poll(60, java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo("goaway");
        call.send("last", true);
        assertThat(call.next()).isEqualTo("headers");
        assertThat(call.next()).isEqualTo("data last");
        assertThat(call.next()).isEqualTo("headers.");
        end.toCompletableFuture().get(60, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        start(
                route(),
                InterceptorLimits.DEFAULT.toBuilder()
                        .idle(Duration.ofMillis(50))
                        .build());
        H2Client client = h2();
        until(() -> client.ofConnection.contains("closed"));
    }

    @Test
    void aReplicaThatDoesNotSpeakHttp2IsABadGateway() throws IOException, InterruptedException {
        backend(Backend.running(peer -> {
            peer.line();
            peer.send("HTTP/1.1 400 Bad Request\n\n");
        }));
        start(h2cRoute());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 502 ");
        assertThat(exchange().outcome()).isEqualTo(Outcome.BACKEND_FAILED);
    }
}
