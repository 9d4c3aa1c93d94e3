package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaler4j.Scheduler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private final VirtualTime time = VirtualTime.startingAt(START);
    private final List<String> done = new ArrayList<>();

    @Test
    void runsWhatIsDueInOrderAndAtItsTime() {
        schedule("late", 3);
        schedule("early", 1);
        schedule("as early", 1);
        schedule("beyond", 6);

        time.advance(ofSeconds(5));

        assertThat(done).containsExactly("early 1", "as early 1", "late 3");
        assertThat(time.instant()).isEqualTo(START.plusSeconds(5));
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void aTaskMaySchedule() {
        time.schedule(() -> schedule("second", 2), ofSeconds(1));
        time.advance(ofSeconds(3));
        assertThat(done).containsExactly("second 3");
    }

    @Test
    void aTaskMayBeTakenBack() {
        Scheduler.Cancellable task = time.schedule(() -> done.add("no"), ofSeconds(1));
        task.cancel();
        task.cancel();
        time.advance(ofSeconds(2));
        assertThat(done).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void whatIsDueAtOnceRunsWithoutTimeToPass() {
        schedule("now", 0);
        time.advance(ZERO);
        assertThat(done).containsExactly("now 0");
    }

    @Test
    void neverRunsBackwards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> time.advance(ofSeconds(-1)))
                .withMessage("time runs forwards only, was to advance by PT-1S");
    }

    private void schedule(String name, int seconds) {
        time.schedule(
                () -> done.add(name + " " + (time.instant().getEpochSecond() - START.getEpochSecond())),
                ofSeconds(seconds));
    }
}
