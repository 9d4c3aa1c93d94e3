package io.scaler4j.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaler4j.testservers.OpenResources;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What was open before a test. Files of classes do not count.
 *
 * @param threads those of this module
 * @param descriptors sockets, and what waits for them; empty where the system does not tell
 */
record Leftovers(long threads, OptionalLong descriptors) {

    private static final String THREADS = "scaler4j-external";

    static Leftovers now() {
        return new Leftovers(OpenResources.threads(THREADS), OpenResources.descriptors());
    }

    /** Waits until no more is open than before: channels end in the background. */
    void assertNone() {
        assertNoMoreThan(0);
    }

    /**
     * Waits until hardly more is open than before.
     *
     * @param further descriptors that may be open
     */
    void assertNoMoreThan(int further) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(OpenResources.threads(THREADS)).as("threads").isLessThanOrEqualTo(threads);
            if (descriptors.isPresent()) {
                assertThat(OpenResources.descriptors().orElseThrow())
                        .as("open descriptors")
                        .isLessThanOrEqualTo(descriptors.getAsLong() + further);
            }
        });
        assumeTrue(descriptors.isPresent(), "skipped: this system does not tell what is open, it has no /proc/self/fd");
    }
}
