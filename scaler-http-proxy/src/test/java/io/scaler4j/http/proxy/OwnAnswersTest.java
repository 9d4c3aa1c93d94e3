package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.Endpoint;
import io.scaler4j.http.RouteRule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the interceptor answers itself, and what it refuses to read. */
class OwnAnswersTest extends ProxyTestBase {

    @Test
    void aRequestWithoutARouteIsNotFoundAndTheConnectionGoesOn() throws Exception {
        start(builder -> builder.routes(List.of()));
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send("GET /secret?token=1 HTTP/1.1\nHost: a\n\n");
            String head = client.head();
            assertThat(head).startsWith("HTTP/1.1 404 ").contains("X-Scaler4j-Reason: no-route\n");
            assertThat(client.body(head)).isEqualTo("Not Found\n");
            Exchange told = exchange();
            assertThat(told.outcome()).isEqualTo(Outcome.NO_ROUTE);
            assertThat(told.route()).isEmpty();
            assertThat(told.path()).isEqualTo("/secret");
        }
    }

    @Test
    void beforeTheRoutesAreKnownRequestsAreAskedToComeAgain() throws Exception {
        start(builder -> builder);
        assertThat(interceptor().isReady()).isFalse();
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head)
                .startsWith("HTTP/1.1 503 ")
                .contains("X-Scaler4j-Reason: no-table\n")
                .containsIgnoringCase("retry-after: 1\n");
        client.body(head);
        backend(Backend.saying("hello"));
        interceptor().routes(List.of(route().build()));
        assertThat(interceptor().isReady()).isTrue();
        client.send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anAnswerBeforeTheEndOfABodyClosesTheConnectionAndIsReadAllTheSame() throws Exception {
        start(builder -> builder.routes(List.of()));
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 100000\n\n")
                .send(new byte[50_000]);
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 404 ").containsIgnoringCase("connection: close");
        assertThat(client.body(head)).isEqualTo("Not Found\n");
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void nothingBehindTheLastAnswerOfAConnectionIsTakenForARequest() throws Exception {
        start(builder -> builder.routes(List.of()));
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\n");
        String head = client.head();
        assertThat(head).containsIgnoringCase("connection: close");
        client.send("helloGET / HTTP/1.1\nHost: a\n\n");
        client.body(head);
        assertThat(client.isAtEnd()).isTrue();
        assertThat(exchange().method()).isEqualTo("POST");
        interceptor().close();
        assertThat(exchanges).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\n\n",
                "GET / HTTP/1.1\nHost: a\nHost: a\n\n",
                "GET / HTTP/1.1\nHost:\n\n",
                "GET / HTTP/1.1\nHost: a b\n\n",
                "GET / HTTP/1.1\nHost: user@a\n\n",
                "GET / HTTP/1.1\nHost: a/b\n\n",
                "GET / HTTP/1.1\nHost: a:b\n\n",
                "GET / HTTP/1.1\nHost: [::1\n\n",
                "GET / HTTP/1.1\nHost : a\n\n",
                "GET / HTTP/1.1\nHost: a\nX: 1\n folded\n\n",
                "GET / HTTP/1.1\nHost: a\nX: 1\n\tfolded\n\n",
                "GET / HTTP/1.1\n Host: a\n\n",
                "GET / HTTP/1.1\nHost: a\nno header\n\n",
                "GET / HTTP/1.1\nHost: a\nX: a\u0000b\n\n",
                "GET / HTTP/1.1\nHost: a\nX\u000b: b\n\n",
                "GET / HTTP/3.0\nHost: a\n\n",
                "GET / HTTP/1.2\nHost: a\n\n",
                "GET relative HTTP/1.1\nHost: a\n\n",
                "GET ftp://a/ HTTP/1.1\nHost: a\n\n",
                "GET /a#b HTTP/1.1\nHost: a\n\n",
                "GET * HTTP/1.1\nHost: a\n\n",
                "POST / HTTP/1.1\nHost: a\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\nContent-Length: 5\n\n0\n\n",
                "POST / HTTP/1.1\nHost: a\nContent-Length: 5\nContent-Length: 6\n\nhello",
                "POST / HTTP/1.1\nHost: a\nContent-Length: 5, 6\n\nhello",
                "POST / HTTP/1.1\nHost: a\nContent-Length: -1\n\n",
                "POST / HTTP/1.1\nHost: a\nContent-Length: +5\n\nhello",
                "POST / HTTP/1.1\nHost: a\nContent-Length: 0x5\n\nhello",
                "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: gzip, chunked\n\n0\n\n",
                "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: identity\n\n",
                "POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST / HTTP/1.0\nHost: a\nTransfer-Encoding: chunked\n\n0\n\n",
            })
    void aHeadThatCouldBeReadInTwoWaysIsRefusedAndTheConnectionEnds(String request) throws Exception {
        backend(Backend.saying("must not be asked"));
        start(route());
        Peer client = client().send(request + "GET /smuggled HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head)
                .startsWith("HTTP/1.1 400 ")
                .contains("X-Scaler4j-Reason: bad-request\n")
                .containsIgnoringCase("connection: close");
        client.body(head);
        assertThat(client.isAtEnd()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.BAD_REQUEST);
        assertThat(exchanges).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\nhello\n0\n\n", "-5\nhello\n0\n\n", "5;ext=\nhelloXX0\n\n", "ffffffffffffffffff\nhello"})
    void aMalformedChunkEndsTheRequestAndTheConnectionToTheReplica(String body) throws Exception {
        var begun = new AtomicBoolean();
        var cut = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            begun.set(true);
            try {
                while (!peer.line().equals("0")) {
                    // until the end of the body, which must not come
                }
                peer.ok("complete");
            } finally {
                cut.set(true);
            }
        }));
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n2\nok\n");
        until(begun::get);
        client.send(body);
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 400 ").containsIgnoringCase("connection: close");
        until(cut::get);
        assertThat(exchange().outcome()).isEqualTo(Outcome.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"CONNECT a:443,405,connect-refused", "OPTIONS *,200,"})
    void aProxyMakesNoTunnelsForConnect(String line, int status, String reason) throws Exception {
        backend(Backend.saying(""));
        start(route());
        Peer client = client().send(line + " HTTP/1.1\nHost: a\n\n");
        assertThat(client.head())
                .startsWith("HTTP/1.1 " + status)
                .contains(reason == null ? "" : "X-Scaler4j-Reason: " + reason);
    }

    @Test
    void anotherExpectationThanOfContinueFails() throws Exception {
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nExpect: 200-ok\nContent-Length: 0\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 417 ").contains("expectation-failed");
    }

    @Test
    void aTargetThatIsTooLongIsRefused() throws Exception {
        start(route());
        Peer client = client().send("GET /" + "a".repeat(20_000) + " HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 414 ").contains("target-too-long");
    }

    @Test
    void headersThatAreTooLongAreRefused() throws Exception {
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\nX: " + "a".repeat(40_000) + "\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 431 ").contains("headers-too-long");
    }

    @Test
    void aHeadThatTakesTooLongIsATimeout() throws Exception {
        start(
                route(),
                InterceptorLimits.DEFAULT.toBuilder()
                        .clientHead(Duration.ofMillis(50))
                        .build());
        Peer client = client().send("GET / HTTP/1.1\nHost:");
        assertThat(client.head()).startsWith("HTTP/1.1 408 ").contains("request-head-timeout");
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws Exception {
        start(
                route(),
                InterceptorLimits.DEFAULT.toBuilder()
                        .clientHead(Duration.ofMillis(50))
                        .build());
        assertThat(client().isAtEnd()).isTrue();
    }

    @Test
    void aFaultOfOursIsAnErrorAndTheConnectionEnds() throws Exception {
        replicas.set(Endpoint.http("localhost", 1)); // a name, which the executor looks up
        start(builder -> builder.route(route().build()).executor(task -> {
            throw new IllegalStateException("as the test wants");
        }));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head)
                .startsWith("HTTP/1.1 500 ")
                .contains("X-Scaler4j-Reason: internal-error\n")
                .containsIgnoringCase("connection: close");
        assertThat(client.body(head)).isEqualTo("Internal Server Error\n");
        assertThat(client.isAtEnd()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(inFlight()).isZero();
    }

    @Test
    void aHealthCheckIsAnsweredWithoutWakingTheTarget() throws Exception {
        StaticRoute health = StaticRoute.of(RouteRule.any().pathPrefix("/healthz"), StaticResponse.of(200, "fine"));
        start(route().staticRoute(health));
        Peer client = client().send("GET /healthz HTTP/1.1\nHost: a\n\n");
        assertThat(client.body(client.head())).isEqualTo("fine");
        assertThat(exchange().outcome()).isEqualTo(Outcome.STATIC);
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isZero();
    }

    @Test
    void aHealthCheckGoesToAReadyReplicaUncountedAndWithoutAHeader() throws Exception {
        StaticRoute health = StaticRoute.of(RouteRule.any().pathPrefix("/healthz"), StaticResponse.of(200, "fine"));
        Backend backend = backend(Backend.saying("from the replica"));
        start(route().staticRoute(health));
        Peer client = client().send("GET /healthz HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head).doesNotContain("Cold-Start");
        assertThat(client.body(head)).isEqualTo("from the replica");
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isZero();
        backend.close();
        until(() -> {
            try {
                client.send("GET /healthz HTTP/1.1\nHost: a\n\n");
                return client.body(client.head()).equals("fine");
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aStaticRouteThatIsAlwaysServedHidesTheReplica() throws Exception {
        StaticRoute blocked = StaticRoute.of(RouteRule.any().pathPrefix("/admin"), StaticResponse.of(403, "no"))
                .always();
        backend(Backend.saying("from the replica"));
        start(route().staticRoute(blocked));
        Peer client = client().send("GET /admin/x HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 403 ");
    }
}
