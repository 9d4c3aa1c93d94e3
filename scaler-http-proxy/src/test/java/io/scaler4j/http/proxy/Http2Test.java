package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.scaler4j.http.Hold;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests and answers over HTTP/2, on either side. */
class Http2Test extends Http2Fixture {

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
}
