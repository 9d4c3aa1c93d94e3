package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.RouteRule;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the interceptor says in the place of another server: dates on its answers, and a host for old clients. */
class OwnHeadersTest extends ProxyTestBase {

    private static Instant dateOf(String head) {
        return ZonedDateTime.parse(Peer.header(head, "Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    @Test
    void anAnswerOfOursIsDated() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        StaticRoute ping = StaticRoute.of(
                RouteRule.any().pathPrefix("/ping"),
                StaticResponse.of(200, "pong").header("Date", "Thu, 01 Jan 1970 00:00:00 GMT"));
        start(builder -> builder.route(ProxyRoute.builder(ROUTE)
                .host("a")
                .endpoints(replicas)
                .staticRoute(ping)
                .build()));
        Peer client = client().send("GET / HTTP/1.1\nHost: other\n\n");
        String head = client.head();
        assertThat(dateOf(head)).isBetween(before, Instant.now());
        client.body(head);
        client.send("GET /ping HTTP/1.1\nHost: a\n\n");
        assertThat(dateOf(client.head())).isEqualTo(Instant.EPOCH); // as configured
    }

    @Test
    void theDateOfAReplicaIsPassedOnAndNoneIsMadeUp() throws Exception {
        backend(Backend.answering((head, body, peer) ->
                peer.send("HTTP/1.1 200 OK\n" + (head.contains("/old") ? "Date: x\n" : "") + "Content-Length: 0\n\n")));
        start(route());
        Peer client = client().send("GET /old HTTP/1.1\nHost: a\n\n");
        assertThat(Peer.header(client.head(), "Date")).contains("x");
        client.send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(Peer.header(client.head(), "Date")).isEmpty();
    }

    @Test
    void aDateHasTwoDigitsForDaysAndIsMadeAgainEachSecond() {
        var now = new AtomicReference<>(Instant.parse("2026-02-01T00:00:00.999Z"));
        InstantSource clock = now::get;
        var date = new DateLine(clock);
        String first = date.now();
        assertThat(first).isEqualTo("Sun, 01 Feb 2026 00:00:00 GMT");
        now.set(Instant.parse("2026-02-01T00:00:00.1Z"));
        assertThat(date.now()).isSameAs(first);
        now.set(Instant.parse("2026-12-31T23:59:59Z"));
        assertThat(date.now()).isEqualTo("Thu, 31 Dec 2026 23:59:59 GMT");
    }

    @Test
    void aClientOfHttp10WithoutAHostReachesTheRouteOfAllHostsWithTheReplicaAsItsHost() throws Exception {
        Backend backend = backend(Backend.answering((head, body, peer) -> peer.ok(head)));
        start(route());
        Peer client = client().send("GET / HTTP/1.0\n\n");
        assertThat(client.body(client.head()))
                .startsWith("GET / HTTP/1.1\n")
                .containsIgnoringCase("\nhost: 127.0.0.1:" + backend.port() + "\n")
                .doesNotContain("X-Forwarded-Host");
        assertThat(exchange().host()).isEmpty();
    }

    @Test
    void aClientOfHttp10WithoutAHostReachesNoRouteOfAHost() throws Exception {
        start(builder -> builder.route(ProxyRoute.builder(ROUTE)
                .host("a.example.com")
                .endpoints(replicas)
                .build()));
        Peer client = client().send("GET / HTTP/1.0\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void theHostOfAHttp10ClientStays() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(head)));
        start(route());
        Peer client = client().send("GET / HTTP/1.0\nHost: shop.example.com\n\n");
        assertThat(client.body(client.head()))
                .contains("Host: shop.example.com\n")
                .contains("X-Forwarded-Host: shop.example.com\n");
    }
}
