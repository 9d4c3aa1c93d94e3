package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UpgradeTest extends ProxyTestBase {

    private static final String ASK =
            "GET /chat HTTP/1.1\nHost: a\nConnection: keep-alive, Upgrade\nUpgrade: websocket\nSec-WebSocket-Key: x\n\n";
    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Accept: y\n\n";

    @Test
    void anUpgradeBecomesATunnelThatCountsUntilItsEnd() throws Exception {
        backend(Backend.running(peer -> {
            assertThat(peer.head())
                    .containsIgnoringCase("upgrade: websocket")
                    .containsIgnoringCase("connection: upgrade");
            peer.send(SWITCH).raw("first");
            peer.raw(peer.text(4).toUpperCase(java.util.Locale.ROOT));
            peer.isAtEnd();
        }));
        start(route().limits(RouteLimits.DEFAULT.request(Duration.ofSeconds(20))));
        Peer client = client().send(ASK);
        String head = client.head();
        assertThat(head)
                .startsWith("HTTP/1.1 101 ")
                .containsIgnoringCase("upgrade: websocket")
                .contains("Sec-WebSocket-Accept: y");
        assertThat(client.text(5)).isEqualTo("first");
        client.raw("ping");
        assertThat(client.text(4)).isEqualTo("PING");
        assertThat(inFlight()).isEqualTo(1);
        assertThat(exchanges).isEmpty();
        client.close();
        Exchange told = exchange();
        assertThat(told.status()).isEqualTo(101);
        assertThat(told.outcome()).isEqualTo(Outcome.READY);
        assertThat(told.requestBytes()).isEqualTo(4);
        assertThat(told.responseBytes()).isEqualTo(9);
        until(() -> inFlight() == 0);
    }

    @Test
    void anUpgradeWaitsForAReplicaAsOtherRequestsDo() throws Exception {
        Backend backend = closing(Backend.running(peer -> {
            peer.head();
            peer.send(SWITCH).raw("hello");
        }));
        start(route());
        Peer client = client().send(ASK);
        until(() -> held() == 1);
        replicas.set(backend.endpoint());
        client.head();
        assertThat(client.text(5)).isEqualTo("hello");
        assertThat(client.isAtEnd()).isTrue(); // with the replica
        assertThat(exchange().outcome()).isEqualTo(Outcome.HELD_READY);
    }

    @Test
    void aReplicasRefusalIsPassedOnAndTheConnectionGoesOn() throws Exception {
        backend(Backend.answering((head, body, peer) -> peer.send("HTTP/1.1 426 No\nContent-Length: 2\n\nno")));
        start(route());
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send(ASK);
            String head = client.head();
            assertThat(head).startsWith("HTTP/1.1 426 ");
            assertThat(client.body(head)).isEqualTo("no");
        }
    }

    @Test
    void muchPassesThroughATunnel() throws Exception {
        int length = 20_000_000;
        var done = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            peer.send(SWITCH);
            byte[] echo = peer.text(length).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            peer.send(echo);
            until(done::get);
        }));
        start(route());
        Peer client = client().send(ASK);
        client.head();
        client.send(new byte[length]);
        assertThat(client.text(length)).hasSize(length);
        done.set(true);
        assertThat(exchange().responseBytes()).isEqualTo(length);
    }

    @Test
    void dataBeforeTheAnswerIsNotTakenForThatOfTheTunnel() throws Exception {
        var asked = new AtomicBoolean();
        var sent = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            asked.set(true);
            until(sent::get);
            peer.send(SWITCH);
            peer.isCut();
        }));
        start(route());
        Peer client = client().send(ASK);
        until(asked::get);
        client.send("GET /smuggled HTTP/1.1\nHost: a\n\n");
        java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        sent.set(true);
        assertThat(client.head()).startsWith("HTTP/1.1 400 ").containsIgnoringCase("connection: close");
        assertThat(exchange().outcome()).isEqualTo(Outcome.BAD_REQUEST);
    }
}
