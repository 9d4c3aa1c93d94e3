package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PatientWaitsTest {

    @Test
    void aWaitWithoutALimitOfItsOwnLastsUpToAMinute() {
        var longest = new AtomicReference<Duration>();
        Awaitility.with()
                .conditionEvaluationListener(condition -> longest.set(
                        Duration.ofMillis(condition.getElapsedTimeInMS() + condition.getRemainingTimeInMS())))
                .await()
                .until(() -> true);
        assertThat(longest.get()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61));
    }
}
