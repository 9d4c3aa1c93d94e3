package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.http.RouteRule;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ShutdownTest extends ProxyTestBase {

    private static InterceptorLimits limits(Duration delay, Duration drain) {
        return InterceptorLimits.DEFAULT.toBuilder()
                .shutdownDelay(delay)
                .drain(drain)
                .build();
    }

    private static void join(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void whileItLeavesRequestsAreServedAndConnectionsEnd() throws Exception {
        backend(Backend.saying("hello"));
        start(route(), limits(Duration.ofSeconds(30), Duration.ofSeconds(30)));
        assertThat(interceptor().isReady()).isTrue();
        interceptor().shutdown();
        assertThat(interceptor().isReady()).isFalse();
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 200 ").containsIgnoringCase("connection: close");
        assertThat(client.body(head)).isEqualTo("hello");
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void requestsInFlightEndAndThoseThatWaitAreAskedToComeAgain() throws Exception {
        var ends = new AtomicBoolean();
        var asked = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            asked.set(true);
            until(ends::get);
            peer.ok("complete");
        }));
        StaticRoute ping = StaticRoute.of(RouteRule.any().pathPrefix("/ping"), StaticResponse.of(200, "pong"))
                .always();
        start(route().perReplicaLimit(1).staticRoute(ping), limits(Duration.ZERO, Duration.ofSeconds(30)));
        Peer idle = client().send("GET /ping HTTP/1.1\nHost: a\n\n");
        assertThat(idle.body(idle.head())).isEqualTo("pong");
        Peer inFlight = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(asked::get);
        Peer waits = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        CompletionStage<Void> end = interceptor().shutdown();
        assertThat(interceptor().shutdown().toCompletableFuture()).isNotDone();
        String head = waits.head();
        assertThat(head)
                .startsWith("HTTP/1.1 503 ")
                .contains("X-Scaler4j-Reason: stopping\n")
                .containsIgnoringCase("retry-after")
                .containsIgnoringCase("connection: close");
        assertThat(idle.isAtEnd()).isTrue();
        ends.set(true);
        assertThat(inFlight.body(inFlight.head())).isEqualTo("complete");
        join(end);
        assertThatThrownBy(this::client).isInstanceOf(IOException.class);
    }

    @Test
    void whatTakesLongerThanTheLimitIsCut() throws Exception {
        var asked = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            asked.set(true);
            peer.isAtEnd();
        }));
        start(route(), limits(Duration.ZERO, Duration.ofMillis(50)));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(asked::get);
        join(interceptor().shutdown());
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        assertThatThrownBy(client::head).isInstanceOf(IOException.class);
    }

    @Test
    void tunnelsDoNotHoldUpTheEnd() throws Exception {
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 101 x\nConnection: upgrade\nUpgrade: x\n\n");
            peer.isAtEnd();
        }));
        start(route(), limits(Duration.ZERO, Duration.ofSeconds(30)));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\nConnection: upgrade\nUpgrade: x\n\n");
        client.head();
        join(interceptor().shutdown());
        assertThat(exchange().status()).isEqualTo(101);
    }

    @Test
    void closeEndsEverythingAtOnceAndMayBeCalledAgain() throws Exception {
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        interceptor().close();
        interceptor().close();
        assertThat(client.head()).startsWith("HTTP/1.1 503 ");
        join(interceptor().shutdown());
    }

    @Test
    void closeDuringAShutdownEndsIt() throws Exception {
        start(route(), limits(Duration.ofSeconds(30), Duration.ZERO));
        CompletableFuture<Void> end = interceptor().shutdown().toCompletableFuture();
        interceptor().close();
        assertThat(end).isDone();
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        Backend backend = closing(Backend.saying("x"));
        HttpInterceptor other = closing(HttpInterceptor.builder()
                .listen(backend.port())
                .bindAddress(java.net.InetAddress.getLoopbackAddress())
                .build());
        assertThatThrownBy(other::start)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot listen on 127.0.0.1:" + backend.port() + ": ")
                .hasMessageContaining("choose another port");
    }

    @Test
    void itStartsOnce() throws Exception {
        start(route());
        assertThatThrownBy(interceptor()::start).isInstanceOf(IllegalStateException.class);
    }
}
