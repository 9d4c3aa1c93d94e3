package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies that stream, trailers, and answers before the answer. */
class BodiesTest extends ProxyTestBase {

    @Test
    void trailersPassBothWays() throws Exception {
        backend(Backend.running(peer -> {
            peer.head();
            peer.text(peer.chunkSize());
            peer.line();
            peer.line();
            String trailers = peer.head();
            peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\nx\n0\nX-Seen: "
                    + Peer.header(trailers, "X-Sum").orElse("nothing") + "\n\n");
        }));
        start(route());
        Peer client = client().send(
                        "POST / HTTP/1.1\nHost: a\nTE: trailers\nTrailer: X-Sum\nTransfer-Encoding: chunked\n\n1\na\n0\nX-Sum: 7\n\n");
        client.head();
        assertThat(client.text(client.chunkSize())).isEqualTo("x");
        client.line();
        assertThat(client.chunkSize()).isZero();
        assertThat(Peer.header(client.head(), "X-Seen")).contains("7");
    }

    @Test
    void aClientIsAskedToContinueByTheReplica() throws Exception {
        backend(Backend.running(peer -> {
            assertThat(peer.head()).contains("Expect: 100-continue\n");
            peer.send("HTTP/1.1 100 Continue\n\n");
            peer.ok(peer.text(5));
        }));
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: 5\nExpect: 100-continue\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 100 ");
        client.send("hello");
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 200 ");
        assertThat(client.body(head)).isEqualTo("hello");
    }

    @Test
    void hintsBeforeTheAnswerPassAndTheConnectionGoesOn() throws Exception {
        Backend backend = backend(Backend.answering((head, body, peer) -> {
            peer.send("HTTP/1.1 103 Early Hints\nLink: </a.css>\n\n");
            peer.ok("hello");
        }));
        start(route());
        Peer client = client();
        for (int i = 0; i < 2; i++) {
            client.send("GET / HTTP/1.1\nHost: a\n\n");
            assertThat(client.head()).startsWith("HTTP/1.1 103 ").contains("</a.css>");
            assertThat(client.body(client.head())).isEqualTo("hello");
        }
        assertThat(backend.connections()).isEqualTo(1);
    }

    @Test
    void eventsPassWithoutWaitingForMore() throws Exception {
        var seen = new AtomicBoolean();
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n")
                    .raw("9\r\ndata: 1\n\n\r\n");
            until(seen::get);
            peer.raw("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        client.head();
        int first = client.chunkSize();
        assertThat(client.text(first)).startsWith("data: 1");
        client.line();
        seen.set(true);
        assertThat(client.text(client.chunkSize())).startsWith("data: 2");
    }

    @Test
    void aReplicaIsNotReadFasterThanTheClientReads() throws Exception {
        var sent = new AtomicLong();
        long length = 200L << 20;
        byte[] part = new byte[1 << 20];
        backend(Backend.running(peer -> {
            peer.head();
            peer.send("HTTP/1.1 200 OK\nContent-Length: " + length + "\n\n");
            for (long i = 0; i < length; i += part.length) {
                peer.send(part);
                sent.addAndGet(part.length);
            }
        }));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        client.head();
        long before;
        do { // until the buffers of the system are full
            before = sent.get();
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
        } while (sent.get() != before);
        assertThat(before).isLessThan(length / 2);
        long read = 0;
        while (read < length) {
            read += client.text(1 << 20).length();
        }
        assertThat(exchange().responseBytes()).isEqualTo(length);
    }

    @Test
    void aClientIsNotReadFasterThanTheReplicaReads() throws Exception {
        var reads = new AtomicBoolean();
        long length = 200L << 20;
        byte[] part = new byte[1 << 20];
        backend(Backend.running(peer -> {
            peer.head();
            until(reads::get);
            long read = 0;
            while (read < length) {
                read += peer.text(1 << 20).length();
            }
            peer.ok("all");
        }));
        start(route());
        Peer client = client().send("POST / HTTP/1.1\nHost: a\nContent-Length: " + length + "\n\n");
        var sent = new AtomicLong();
        var sender = new Thread(() -> {
            try {
                for (long i = 0; i < length; i += part.length) {
                    client.send(part);
                    sent.addAndGet(part.length);
                }
            } catch (IOException e) {
                sent.set(-1);
            }
        });
        sender.start();
        long before;
        do {
            before = sent.get();
            java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
        } while (sent.get() != before);
        assertThat(before).isBetween(0L, length / 2);
        reads.set(true);
        assertThat(client.body(client.head())).isEqualTo("all");
        sender.join();
        assertThat(exchange().requestBytes()).isEqualTo(length);
    }
}
