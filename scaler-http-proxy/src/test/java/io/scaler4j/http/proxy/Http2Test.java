package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.scaler4j.http.Hold;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class Http2Test extends ProxyTestBase {

    private H2Client h2() {
        return closing(new H2Client(interceptor().port()));
    }

    private H2Backend h2c(H2Backend.Streams streams) {
        H2Backend backend = closing(new H2Backend(streams));
        replicas.set(backend.endpoint());
        return backend;
    }

    private ProxyRouteBuilder h2cRoute() {
        return route().backendProtocol(BackendProtocol.H2C);
    }

    /** Answers each message with the same, and the end with trailers. */
    private static H2Backend.Stream echo() {
        return new H2Backend.Stream() {
            @Override
            void headers(Http2Headers headers, boolean ends) {
                if (headers.method() != null) {
                    Http2Headers head = H2Backend.ok().add("content-type", "application/grpc");
                    if (headers.contains("te")) {
                        head.add("x-te", headers.get("te"));
                    }
                    send(head.add("x-path", headers.path()), false);
                }
                if (ends) {
                    end(headers);
                }
            }

            @Override
            void data(String text, boolean ends) {
                if (!text.isEmpty()) {
                    send(text, false);
                }
                if (ends) {
                    end(new DefaultHttp2Headers());
                }
            }

            private void end(Http2Headers trailers) {
                send(
                        new DefaultHttp2Headers()
                                .add("grpc-status", "0")
                                .add("x-seen", trailers.get("x-mine") == null ? "none" : trailers.get("x-mine")),
                        true);
            }
        };
    }

    @Test
    void aClientWithHttp2ReachesAReplicaWithHttp1() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(head + body)));
        start(route());
        H2Client.Call call = h2().open(
                        H2Client.request("POST", "/a?b=c").add("cookie", "x=1").add("cookie", "y=2"), false)
                .send("hello", true);
        Http2Headers head = call.head();
        assertThat(head.status()).hasToString("200");
        assertThat(call.next()).isEqualTo("headers");
        String seen = call.next();
        assertThat(seen)
                .startsWith("data POST /a?b=c HTTP/1.1\n")
                .containsIgnoringCase("host: a.example.com\n")
                .containsIgnoringCase("cookie: x=1; y=2\n")
                .contains("X-Forwarded-Proto: http\n")
                .doesNotContain("x-http2")
                .contains("hello");
        assertThat(exchange().protocol()).isEqualTo("HTTP/2");
    }

    @Test
    void aClientWithHttp1ReachesAReplicaWithHttp2() throws Exception {
        h2c(number -> echo());
        start(h2cRoute());
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send("POST /x HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello");
            String head = client.head();
            assertThat(head).startsWith("HTTP/1.1 200 ").contains("x-path: /x").doesNotContain("x-http2");
            assertThat(client.body(head)).isEqualTo("hello");
        }
    }

    @Test
    void aCallOfGrpcStreamsBothWaysAndEndsWithTrailers() throws Exception {
        H2Backend backend = h2c(number -> echo());
        start(h2cRoute());
        H2Client.Call call = h2().open(H2Client.grpc(), false);
        assertThat(call.head().get("x-te")).hasToString("trailers");
        assertThat(call.next()).isEqualTo("headers");
        call.send("one", false);
        assertThat(call.next()).isEqualTo("data one");
        call.send("two", false);
        assertThat(call.next()).isEqualTo("data two");
        call.trailers(new DefaultHttp2Headers().add("x-mine", "7"));
        assertThat(call.next()).isEqualTo("headers.");
        Http2Headers trailers = call.head();
        assertThat(trailers.get("grpc-status")).hasToString("0");
        assertThat(trailers.get("x-seen")).hasToString("7");
        assertThat(exchange().outcome()).isEqualTo(Outcome.READY);
        assertThat(backend.connections()).isEqualTo(1);
    }

    @Test
    void manyStreamsShareAConnectionToAReplica() throws Exception {
        H2Backend backend = h2c(number -> echo());
        start(h2cRoute());
        H2Client client = h2();
        for (int i = 0; i < 50; i++) {
            client.open(H2Client.grpc(), true);
        }
        for (int i = 0; i < 50; i++) {
            exchange();
        }
        assertThat(backend.connections()).isLessThanOrEqualTo(2);
        assertThat(backend.requests()).isEqualTo(50);
    }

    @Test
    void ourErrorsAreThoseOfGrpcForItsClients() throws Exception {
        start(route().hold(Hold.atMost(0)));
        H2Client client = h2();
        H2Client.Call full = client.open(H2Client.grpc(), false);
        assertTrailersOnly(full, "14", "hold-full");
        interceptor().routes(List.of());
        assertTrailersOnly(client.open(H2Client.grpc(), true), "12", "no-route");
        interceptor()
                .routes(List.of(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofMillis(20)))
                        .build()));
        assertTrailersOnly(client.open(H2Client.grpc(), true), "4", "readiness-timeout");
    }

    private static void assertTrailersOnly(H2Client.Call call, String status, String reason) throws Exception {
        assertThat(call.next()).isEqualTo("headers.");
        Http2Headers head = call.head();
        assertThat(head.status()).hasToString("200");
        assertThat(head.get("content-type")).hasToString("application/grpc");
        assertThat(head.get("grpc-status")).hasToString(status);
        assertThat(head.get("x-scaler4j-reason")).hasToString(reason);
    }

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
        assertThat(client.ofConnection.poll(10, java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo("goaway");
        call.send("last", true);
        assertThat(call.next()).isEqualTo("headers");
        assertThat(call.next()).isEqualTo("data last");
        assertThat(call.next()).isEqualTo("headers.");
        end.toCompletableFuture().get(10, java.util.concurrent.TimeUnit.SECONDS);
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
