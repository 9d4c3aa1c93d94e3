package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, or leave in their own ways: nothing waits for them, and nothing of theirs stays. */
class ClientFaultsTest extends ProxyTestBase {

    /** How a client leaves. */
    enum Leaving {
        CLOSE {
            @Override
            void from(Peer client) throws IOException {
                client.close();
            }
        },
        RESET {
            @Override
            void from(Peer client) throws IOException {
                client.reset();
            }
        };

        abstract void from(Peer client) throws IOException;
    }

    private static InterceptorLimits heads(Duration limit) {
        return InterceptorLimits.DEFAULT.toBuilder().clientHead(limit).build();
    }

    private static void byteByByte(Peer client, String text) throws IOException {
        for (byte one : text.replace("\n", "\r\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)) {
            client.send(new byte[] {one});
        }
    }

    @Test
    void requestsThatComeByteByByteAreServed() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(head.split(" ")[1] + body)));
        start(route());
        Peer client = client();
        byteByByte(client, "POST /1 HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5\nhello\n0\nX-T: 1\n\n");
        assertThat(client.body(client.head())).isEqualTo("/1hello");
        byteByByte(client, "GET /2 HTTP/1.1\nHost: a\n\n");
        assertThat(client.body(client.head())).isEqualTo("/2");
    }

    /** The limit is for a head as a whole: each byte comes in time. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHeadThatTricklesIsATimeout(boolean isFirst) throws Exception {
        backend(Backend.saying("hello"));
        start(route(), heads(Duration.ofMillis(200)));
        Peer client = client();
        if (!isFirst) {
            client.send("GET / HTTP/1.1\nHost: a\n\n");
            client.body(client.head());
            exchange();
        }
        client.send("GET / HTTP/1.1\nHost: a\nX: ");
        while (!client.comesWithin(10)) {
            client.raw("a");
        }
        assertThat(client.head()).startsWith("HTTP/1.1 408 ").contains("X-Scaler4j-Reason: request-head-timeout\n");
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isEqualTo(isFirst ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aClientThatLeavesInTheMiddleOfItsHeadLeavesNoRequest(Leaving leaving) throws Exception {
        Backend backend = backend(Backend.saying("hello"));
        start(route());
        Peer client = client().send("POST /1 HTTP/1.1\nHost: a\nContent-Le");
        leaving.from(client);
        Peer next = client().send("GET /2 HTTP/1.1\nHost: a\n\n");
        assertThat(next.body(next.head())).isEqualTo("hello");
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isEqualTo(1);
        assertThat(backend.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aClientThatLeavesWhileItWaitsIsNeverExecuted(Leaving leaving) throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        Backend backend = closing(Backend.answering((head, body, peer) -> {
            asked.add(head.split(" ")[1]);
            peer.ok("");
        }));
        start(route());
        Peer client = client().send("POST /1 HTTP/1.1\nHost: a\nContent-Length: 2\n\nhi");
        until(() -> held() == 1);
        leaving.from(client);
        until(() -> held() == 0 && inFlight() == 0);
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        replicas.set(backend.endpoint());
        Peer next = client().send("GET /2 HTTP/1.1\nHost: a\n\n");
        next.head();
        assertThat(asked).containsExactly("/2");
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aClientThatLeavesBeforeTheAnswerEndsItsConnectionToTheReplica(Leaving leaving) throws Exception {
        var asked = new AtomicBoolean();
        var cut = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            asked.set(true);
            cut.set(peer.isCut() || peer.isAtEnd());
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(asked::get);
        leaving.from(client);
        until(cut::get);
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.CLIENT_GONE);
        assertThat(told.status()).isZero();
        until(() -> inFlight() == 0);
    }

    @ParameterizedTest
    @EnumSource(Leaving.class)
    void aClientThatLeavesInTheMiddleOfItsBodyIsNotTakenForComplete(Leaving leaving) throws Exception {
        var begun = new AtomicBoolean();
        List<String> seen = new CopyOnWriteArrayList<>();
        backend(Backend.running(peer -> {
            peer.head();
            peer.line(); // the size of the first chunk
            begun.set(true);
            try {
                while (true) {
                    seen.add(peer.line());
                }
            } finally {
                seen.add("end");
            }
        }));
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n4\nhalf\n");
        until(begun::get);
        leaving.from(client);
        until(() -> seen.contains("end"));
        assertThat(seen).doesNotContain("0");
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }

    /** As some clients do that have sent their only request; to go on reading is up to them. */
    @Test
    void aClientThatSendsNoMoreIsTakenForGone() throws Exception {
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        client.socket().shutdownOutput();
        assertThat(client.isAtEnd()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
        until(() -> inFlight() == 0);
    }

    /** What came together is not read further: so that the client has left shows when the answer is written. */
    @Test
    void whatComesBehindARequestOfAClientThatHasLeftIsNotExecuted() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        var answers = new AtomicBoolean();
        backend(Backend.answering((head, body, peer) -> {
            asked.add(head);
            until(answers::get);
            peer.ok("late");
        }));
        start(route());
        Peer client = client().send("GET /1 HTTP/1.1\nHost: a\n\nPOST /2 HTTP/1.1\nHost: a\nContent-Length: 0\n\n");
        until(() -> asked.size() == 1);
        client.reset();
        answers.set(true);
        assertThat(exchange().path()).isEqualTo("/1");
        until(() -> inFlight() == 0);
        interceptor().close();
        assertThat(asked).singleElement().asString().startsWith("GET /1 ");
        assertThat(exchanges).isEmpty();
    }

    @Test
    void aBodyThatTricklesDoesNotHoldUpAnotherRequest() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.ok(body)));
        start(builder -> builder.route(route().build()).threads(1));
        Peer slow = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\n");
        until(() -> inFlight() == 1);
        for (String part : List.of("a", "b", "c")) {
            slow.send(part);
            Peer quick = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 1\n\nq");
            assertThat(quick.body(quick.head())).isEqualTo("q");
        }
        assertThat(slow.body(slow.head())).isEqualTo("abc");
    }
}
