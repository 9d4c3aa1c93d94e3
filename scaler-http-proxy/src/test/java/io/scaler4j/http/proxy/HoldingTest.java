package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Hold;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HoldingTest extends ProxyTestBase {

    @Test
    void aRequestWaitsForAReplicaAndIsToldThatItDid() throws Exception {
        Backend backend = closing(Backend.saying("hello"));
        start(builder -> builder.route(route().build()).threads(1));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        assertThat(inFlight()).isEqualTo(1);
        assertThat(client().send("bad\n\n").head()).startsWith("HTTP/1.1 400 "); // the loop has done with the first
        exchange();
        replicas.set(backend.endpoint());
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 200").contains("X-KEDA-HTTP-Cold-Start: true\n");
        assertThat(client.body(head)).isEqualTo("hello");
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.HELD_READY);
        assertThat(told.coldStart()).isTrue();
        assertThat(told.held()).isPositive().isLessThanOrEqualTo(told.duration());
    }

    @Test
    void theHeaderOfAColdStartCanBeLeftOut() throws Exception {
        backend(Backend.saying("hello"));
        start(route().coldStartHeader(false));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).doesNotContain("Cold-Start");
    }

    @Test
    void aWaitForOneOfTwoPlacesIsNoColdStart() throws Exception {
        Backend backend = backend(Backend.running(peer -> {
            while (true) {
                peer.head();
                peer.ok(peer.line()); // the client says when
            }
        }));
        start(route().perReplicaLimit(1));
        Peer first = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\n");
        until(() -> inFlight() == 1 && backend.connections() == 1);
        Peer second = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\nb\n");
        until(() -> held() == 1);
        first.send("a\n");
        assertThat(first.body(first.head())).isEqualTo("a");
        assertThat(second.body(second.head())).isEqualTo("b");
        List<Exchange> told = new ArrayList<>(List.of(exchange(), exchange()));
        told.sort(Comparator.comparing(Exchange::held)); // both end at about the same time
        assertThat(told.get(0).held()).isZero();
        assertThat(told.get(1).held()).isPositive();
        assertThat(told.get(1).coldStart()).isFalse();
    }

    @Test
    void aLongBodyIsNotReadWhileItsRequestWaits() throws Exception {
        Backend backend = closing(Backend.answering((head, body, peer) -> peer.ok("" + body.length())));
        start(route());
        int length = 50_000_000;
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: " + length + "\n\n");
        until(() -> held() == 1);
        byte[] part = new byte[1_000_000];
        AtomicInteger sent = new AtomicInteger();
        var sender = new Thread(() -> {
            try {
                for (int i = 0; i < length / part.length; i++) {
                    client.send(part);
                    sent.incrementAndGet();
                }
            } catch (IOException e) {
                sent.set(-1);
            }
        });
        sender.start();
        sender.join(300); // buffers of the system take some megabytes
        assertThat(sent.get()).isBetween(0, 30);
        replicas.set(backend.endpoint());
        assertThat(client.body(client.head())).isEqualTo("" + length);
        sender.join();
        assertThat(sent).hasValue(50);
    }

    @Test
    void aShortBodyThatCameWithItsHeadIsKept() throws Exception {
        Backend backend = closing(Backend.answering((head, body, peer) -> peer.ok(body)));
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5\nhello\n");
        until(() -> held() == 1);
        client.send("6\n world\n0\n\n");
        replicas.set(backend.endpoint());
        assertThat(client.body(client.head())).isEqualTo("hello world");
    }

    @Test
    void aClientThatLeavesIsTakenOutOfTheLine() throws Exception {
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello");
        until(() -> held() == 1);
        client.close();
        until(() -> held() == 0);
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.CLIENT_GONE);
        assertThat(told.status()).isZero();
        assertThat(told.endpoint()).isEmpty();
    }

    @Test
    void moreRequestsThanMayWaitAreRejected() throws Exception {
        start(route().hold(Hold.atMost(1)));
        client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        Peer second = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = second.head();
        assertThat(head)
                .startsWith("HTTP/1.1 503 ")
                .contains("X-Scaler4j-Reason: hold-full\n")
                .containsIgnoringCase("retry-after: 1\n")
                .containsIgnoringCase("content-type: text/plain");
        assertThat(second.body(head)).isEqualTo("Service Unavailable\n");
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(told.reason()).contains("hold-full");
        assertThat(told.status()).isEqualTo(503);
    }

    @Test
    void theProcessAsAWholeHasALimit() throws Exception {
        start(route(), InterceptorLimits.DEFAULT.toBuilder().maxHeld(0).build());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 503 ").contains("hold-full");
    }

    @Test
    void aRequestThatHasWaitedTooLongGetsATimeout() throws Exception {
        start(route().hold(Hold.atMost(10).upTo(Duration.ofMillis(50))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 504 ").contains("X-Scaler4j-Reason: readiness-timeout\n");
        client.body(head);
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(told.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
        assertThat(told.held()).isPositive();
        client.send("GET / HTTP/1.1\nHost: a\n\n"); // the connection goes on
        assertThat(client.head()).startsWith("HTTP/1.1 504 ");
    }

    @Test
    void theLimitOfTheRouteForReadinessReplacesThatOfTheHold() throws Exception {
        start(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofMillis(20))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 504 ").contains("readiness-timeout");
    }

    @Test
    void theLimitOfTheRequestAsAWholeEndsAWait() throws Exception {
        start(route().limits(RouteLimits.DEFAULT.request(Duration.ofMillis(30))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 504 ");
        assertThat(exchange().outcome()).isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void aFallbackAnswersInPlaceOfATimeout() throws Exception {
        Backend fallback = closing(Backend.saying("sorry"));
        start(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofMillis(20)))
                .fallback(EndpointSource.fixed(fallback.endpoint())));
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi");
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 200").doesNotContain("Cold-Start");
        assertThat(client.body(head)).isEqualTo("sorry");
        assertThat(exchange().outcome()).isEqualTo(Outcome.FALLBACK);
    }

    @Test
    void aFallbackThatIsNotThereEitherIsATimeoutOrABadGateway() throws Exception {
        Backend gone = Backend.saying("x");
        gone.close();
        start(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofMillis(20)))
                .fallback(EndpointSource.fixed(gone.endpoint())));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 502 ").contains("unreachable");
    }

    @Test
    void requestsLeaveTheLineInTheOrderOfTheirArrival() throws Exception {
        List<String> seen = new ArrayList<>();
        Backend backend = closing(Backend.answering((head, body, peer) -> {
            seen.add(head.split(" ")[1]);
            peer.ok("");
        }));
        start(route().perReplicaLimit(1));
        List<Peer> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(client().send("GET /" + i + " HTTP/1.1\nHost: a\n\n"));
            int count = i + 1;
            until(() -> held() == count);
        }
        replicas.set(backend.endpoint());
        for (Peer client : clients) {
            client.head();
        }
        assertThat(seen).containsExactly("/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9");
    }

    @Test
    void theFirstRequestThatWaitsWakesTheAutoscaler() throws Exception {
        var woken = new AtomicInteger();
        ProxyRoute web = route().build();
        start(builder -> builder.route(web));
        interceptor().wakes(web, woken::incrementAndGet);
        client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        assertThat(woken.get()).isPositive();
    }

    @Test
    void aPlaceholderIsSentAtOnceAndCountsAsDemand() throws Exception {
        var woken = new AtomicInteger();
        ProxyRoute web =
                route().placeholder(StaticResponse.of(503, "<h1>Starting</h1>")).build();
        start(builder -> builder.route(web));
        interceptor().wakes(web, woken::incrementAndGet);
        long before = interceptor().tracker().counter(ROUTE).arrived();
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head)
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("content-type: text/html")
                .containsIgnoringCase("retry-after: 1")
                .containsIgnoringCase("cache-control: no-store");
        assertThat(client.body(head)).isEqualTo("<h1>Starting</h1>");
        assertThat(exchange().outcome()).isEqualTo(Outcome.PLACEHOLDER);
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isEqualTo(before + 1);
        assertThat(woken.get()).isPositive();
        backend(Backend.saying("hello"));
        client.send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.body(client.head())).isEqualTo("hello");
    }

    @Test
    void aPlaceholderForTheSurplusLetsTheFirstRequestsWait() throws Exception {
        start(route().placeholder(StaticResponse.of(503, "later"))
                .hold(Hold.atMost(1).overflow(Hold.Overflow.PLACEHOLDER)));
        client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        Peer second = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(second.body(second.head())).isEqualTo("later");
        assertThat(exchange().outcome()).isEqualTo(Outcome.PLACEHOLDER);
    }
}
