package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas that fail, at each moment at which they can. */
class FailuresTest extends ProxyTestBase {

    /** Nobody listens there. */
    private static Endpoint refusing() throws IOException {
        Backend gone = Backend.saying("x");
        gone.close();
        return gone.endpoint();
    }

    @Test
    void aConnectionThatIsRefusedIsTriedAtAnotherReplica() throws Exception {
        Backend good = closing(Backend.answering((head, body, peer) -> peer.ok(body)));
        replicas.set(refusing());
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello");
        until(() -> held() == 1);
        replicas.set(refusing(), good.endpoint());
        assertThat(client.body(client.head())).isEqualTo("hello");
        assertThat(exchange().endpoint()).contains(good.endpoint());
    }

    @Test
    void refusedConnectionsAreATimeoutAtTheLimit() throws Exception {
        replicas.set(refusing());
        start(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofMillis(50))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 504 ");
        assertThat(exchange().outcome()).isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void refusedConnectionsAreATimeoutAtTheDeadline() throws Exception {
        replicas.set(refusing());
        start(route().limits(RouteLimits.DEFAULT.request(Duration.ofMillis(50))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 504 ");
    }

    @Test
    void aReusedConnectionThatEndsBeforeTheAnswerIsReplacedOnce() throws Exception {
        var asked = new AtomicInteger();
        Backend backend = backend(Backend.running(peer -> {
            peer.head();
            peer.ok("one");
            peer.head(); // and closes
            asked.incrementAndGet();
        }));
        start(route());
        Peer client = client().send("GET /1 HTTP/1.1\nHost: a\n\n");
        assertThat(client.body(client.head())).isEqualTo("one");
        client.send("GET /2 HTTP/1.1\nHost: a\n\n");
        assertThat(client.body(client.head())).isEqualTo("one");
        assertThat(asked).hasValue(1);
        assertThat(backend.connections()).isEqualTo(2);
    }

    @Test
    void aPostOnAReusedConnectionThatEndsIsNotRepeated() throws Exception {
        Backend backend = backend(Backend.running(peer -> {
            peer.head();
            peer.ok("one");
            peer.head();
        }));
        start(route());
        Peer client = client().send("GET /1 HTTP/1.1\nHost: a\n\n");
        client.body(client.head());
        client.send("POST /2 HTTP/1.1\nHost: a\nContent-Length: 0\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 502 ").contains("X-Scaler4j-Reason: backend-failed\n");
        assertThat(backend.connections()).isEqualTo(1);
        exchange();
        assertThat(exchange().outcome()).isEqualTo(Outcome.BACKEND_FAILED);
    }

    @Test
    void aNewConnectionThatEndsBeforeTheAnswerIsABadGateway() throws Exception {
        Backend backend = backend(Backend.running(Peer::head));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 502 ");
        client.body(head);
        assertThat(backend.connections()).isEqualTo(1);
        client.send("GET / HTTP/1.1\nHost: a\n\n"); // the client's connection goes on
        assertThat(client.head()).startsWith("HTTP/1.1 502 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\n\n",
                "HTTP/1.1 200 OK\nX : y\nContent-Length: x\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nab",
                "HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n0\n\n",
                "HTTP/1.1 101 Switching Protocols\nUpgrade: x\nConnection: upgrade\n\n",
            })
    void anAnswerThatIsNoHttpIsABadGateway(String answer) throws Exception {
        var cut = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            peer.send(answer);
            cut.set(peer.isAtEnd() || peer.isCut());
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 502 ").contains("X-Scaler4j-Reason: bad-response\n");
        until(cut::get);
    }

    @Test
    void anAnswerWithAHeadThatIsTooLongIsABadGateway() throws Exception {
        backend(Backend.answering(
                (head, body, peer) -> peer.send("HTTP/1.1 200 OK\nX: " + "a".repeat(40_000) + "\n\n")));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 502 ").contains("bad-response");
    }

    @Test
    void aHeadThatTakesTooLongIsATimeoutAndTheConnectionIsClosed() throws Exception {
        var cut = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            cut.set(peer.isAtEnd());
        }));
        start(route().limits(RouteLimits.DEFAULT.responseHeader(Duration.ofMillis(50))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 504 ").contains("X-Scaler4j-Reason: response-header-timeout\n");
        until(cut::get);
        assertThat(exchange().outcome()).isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void theLimitForTheHeadBeginsWhenTheRequestIsSent() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(body)));
        start(route().limits(RouteLimits.DEFAULT.responseHeader(Duration.ofMillis(400))));
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 6\n\n");
        for (int i = 0; i < 3; i++) {
            until(() -> inFlight() == 1);
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
            client.send("ab");
        }
        assertThat(client.body(client.head())).isEqualTo("ababab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n4\nhalf\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n4\nhalf\nxyz\n",
            })
    void aBodyThatIsCutIsNeverTakenForComplete(String answer) throws Exception {
        backend(Backend.running(peer -> {
            peer.head();
            peer.send(answer);
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.isCut()).isTrue();
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.reason()).contains("backend-failed");
    }

    @Test
    void aBodyUntilTheEndOfAConnectionThatIsResetIsNotTakenForComplete() throws Exception {
        var begun = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\n\nhalf");
            until(begun::get);
            peer.reset();
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.0\n\n");
        client.head();
        assertThat(client.text(4)).isEqualTo("half");
        begun.set(true);
        assertThat(client.isCut()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.ABORTED);
    }

    @Test
    void aDeadlineInTheMiddleOfABodyCutsIt() throws Exception {
        var cut = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf");
            cut.set(peer.isAtEnd() || peer.isCut());
        }));
        start(route().limits(RouteLimits.DEFAULT.request(Duration.ofMillis(500))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        client.head();
        assertThat(client.isCut()).isTrue();
        until(cut::get);
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(told.reason()).contains("request-timeout");
    }

    @Test
    void aDeadlineBeforeTheAnswerIsATimeout() throws Exception {
        backend(Backend.running(peer -> {
            peer.head();
            peer.isAtEnd();
        }));
        start(route().limits(RouteLimits.DEFAULT.request(Duration.ofMillis(50))));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 504 ").contains("X-Scaler4j-Reason: request-timeout\n");
    }

    @Test
    void aClientThatLeavesInTheMiddleEndsTheRequestAtTheReplica() throws Exception {
        var cut = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf");
            cut.set(peer.isAtEnd() || peer.isCut());
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        client.head();
        client.text(4);
        client.close();
        until(cut::get);
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.CLIENT_GONE);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.responseBytes()).isEqualTo(4);
    }

    @Test
    void aClientThatLeavesBeforeTheEndOfItsBodyEndsTheRequestAtTheReplica() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        backend(Backend.running(peer -> {
            peer.head();
            seen.add(peer.text(4));
            seen.add(peer.isAtEnd() || peer.isCut() ? "cut" : "more");
        }));
        start(route());
        Peer client = client().send("PUT / HTTP/1.1\nHost: a\nContent-Length: 10\n\nhalf");
        until(() -> seen.size() == 1);
        client.close();
        until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("half", "cut");
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }

    @Test
    void anAnswerBeforeTheEndOfTheRequestIsPassedOn() throws Exception {
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 413 Too Large\nContent-Length: 3\n\nbig");
            peer.isCut();
        }));
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 100000\n\n")
                .send(new byte[1000]);
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 413 ");
        assertThat(client.body(head)).isEqualTo("big");
        assertThat(client.isAtEnd()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.READY);
    }

    @Test
    void anObserverThatFailsChangesNothing() throws Exception {
        backend(Backend.saying("hello"));
        start(builder -> builder.route(route().build()).observer(exchange -> {
            throw new IllegalStateException("as the test wants");
        }));
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send("GET / HTTP/1.1\nHost: a\n\n");
            assertThat(client.body(client.head())).isEqualTo("hello");
        }
    }
}
