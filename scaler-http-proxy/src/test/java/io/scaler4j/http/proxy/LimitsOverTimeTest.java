package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.EndpointSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits as they are by default, with time that passes when the test says so. */
class LimitsOverTimeTest extends ProxyTestBase {

    private final VirtualLoops time = new VirtualLoops();

    private void startInVirtualTime(ProxyRouteBuilder route) throws Exception {
        closing(time);
        start(builder -> {
            builder.threads = 0;
            return builder.eventLoops(time.group()).route(route.build());
        });
    }

    /** Nothing is told until exactly then. */
    private Exchange exchangeAfter(Duration limit) throws Exception {
        time.advance(limit.minusNanos(1));
        assertThat(exchanges).isEmpty();
        time.advance(Duration.ofNanos(1));
        Exchange told = exchange();
        assertThat(told.duration()).isEqualTo(limit);
        return told;
    }

    @ParameterizedTest
    @CsvSource({
        "30, 504, unreachable-until-deadline, 30",
        "59, 504, unreachable-until-deadline, 59",
        "600, 502, unreachable, 60",
    })
    void aReplicaThatRefusesIsTriedUntilTheWaitIsOverAndAtMostForAMinute(
            int readiness, int status, String reason, int seconds) throws Exception {
        Backend gone = Backend.saying("x");
        gone.close();
        replicas.set(gone.endpoint());
        startInVirtualTime(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofSeconds(readiness))));
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi");
        until(() -> held() == 1);
        for (int second = 0; second < 100 && !client.comesWithin(5); second++) {
            time.advance(Duration.ofSeconds(1)); // for so long a replica that refuses is left alone
        }
        assertThat(client.head())
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("X-Scaler4j-Reason: " + reason + "\n");
        assertThat(exchange().duration())
                .isBetween(
                        Duration.ofSeconds(seconds), Duration.ofSeconds(seconds).plusSeconds(5));
    }

    @Test
    void aRequestWaitsForAReplicaForHalfAMinute() throws Exception {
        startInVirtualTime(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        Exchange told = exchangeAfter(Duration.ofSeconds(30));
        assertThat(client.head()).startsWith("HTTP/1.1 504 ").contains("readiness-timeout");
        assertThat(told.held()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aFallbackIsNotAskedBeforeTheWaitIsOver() throws Exception {
        Backend fallback = closing(Backend.saying("sorry"));
        startInVirtualTime(route().fallback(EndpointSource.fixed(fallback.endpoint())));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        time.advance(Duration.ofMillis(29_999));
        assertThat(fallback.connections()).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(client.body(client.head())).isEqualTo("sorry");
    }

    @Test
    void aReplicaHasFiveMinutesForTheHeadOfItsAnswer() throws Exception {
        var asked = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            asked.set(true);
            peer.isAtEnd();
        }));
        startInVirtualTime(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(asked::get);
        exchangeAfter(Duration.ofSeconds(300));
        assertThat(client.head()).startsWith("HTTP/1.1 504 ").contains("response-header-timeout");
    }

    @Test
    void anAnswerThatHasBegunMayTakeItsTime() throws Exception {
        var ends = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\nContent-Length: 2\n\na");
            until(ends::get);
            peer.raw("b");
        }));
        startInVirtualTime(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        client.head();
        assertThat(client.text(1)).isEqualTo("a");
        time.advance(Duration.ofHours(24));
        ends.set(true);
        assertThat(client.text(1)).isEqualTo("b");
        assertThat(exchange().duration()).isGreaterThanOrEqualTo(Duration.ofHours(24));
    }

    @Test
    void aClientHasTenSecondsForItsHeadAndNinetyBetweenRequests() throws Exception {
        backend(Backend.saying("hello"));
        startInVirtualTime(route());
        Peer late = client().send("GET / HTTP/1.1\nHos");
        Peer idle = client().send("GET / HTTP/1.1\nHost: a\n\n");
        idle.body(idle.head());
        exchange();
        time.advance(Duration.ofMillis(9_999));
        assertThat(late.comesWithin(1)).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(late.head()).startsWith("HTTP/1.1 408 ").containsIgnoringCase("connection: close");
        time.advance(Duration.ofMillis(79_999));
        assertThat(idle.comesWithin(1)).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(idle.isAtEnd()).isTrue();
    }

    @Test
    void aHeldRequestOutlivesTheLimitsOfItsConnection() throws Exception {
        Backend backend = closing(Backend.saying("hello"));
        startInVirtualTime(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofMinutes(20))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        time.advance(Duration.ofMinutes(19));
        replicas.set(backend.endpoint());
        assertThat(client.body(client.head())).isEqualTo("hello");
    }
}
