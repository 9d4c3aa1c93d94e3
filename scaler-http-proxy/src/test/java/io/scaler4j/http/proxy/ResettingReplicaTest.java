package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A replica that resets its connections between requests, as one does while it ends. */
class ResettingReplicaTest extends ProxyTestBase {

    private static final int REQUESTS = 2000;

    /** The reset comes before, during or after the attempt to write the next request: hence so many. */
    @Test
    void theClientsConnectionGoesOnWhenTheRequestCannotBeWritten() throws Exception {
        backend(Backend.running(peer -> {
            peer.head();
            peer.ok("hello");
            peer.reset();
        }));
        start(route());
        Peer client = client();
        for (int i = 0; i < REQUESTS; i++) {
            client.send("POST / HTTP/1.1\nHost: a\nContent-Length: 0\n\n");
            String head = client.head();
            assertThat(head).containsPattern("^HTTP/1.1 (200|502) ");
            client.body(head);
        }
    }
}
