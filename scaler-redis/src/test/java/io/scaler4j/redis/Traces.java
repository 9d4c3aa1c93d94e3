package io.scaler4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.testservers.OpenResources;
import java.time.Duration;

/**
 * What is in the JVM at a moment.
 *
 * @param threads of connections to Redis
 * @param sockets open sockets, 0 where the system does not tell
 */
record Traces(long threads, long sockets) {

    static Traces now() {
        return new Traces(OpenResources.threads("scaler4j-redis"), OpenResources.sockets());
    }

    /** Waits until there is no more than there was. */
    void assertNothingIsLeft() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Traces now = now();
            assertThat(now.threads()).as("threads").isLessThanOrEqualTo(threads);
            assertThat(now.sockets()).as("sockets").isLessThanOrEqualTo(sockets);
        });
    }
}
