package io.scaler4j.cron;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A real autoscaler through the days when clocks change, on virtual time: a schedule, a cron trigger and a backlog. */
class ClockChangeDayTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Duration INTERVAL = ofMinutes(5);

    /** Without windows and rates, so that what is seen is the calendar alone. */
    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(1, 20)
            .scaleUp(ScalingRules.builder().percent(1000, ofSeconds(15)).build())
            .scaleDown(ScalingRules.builder()
                    .stabilizationWindow(Duration.ZERO)
                    .percent(100, ofSeconds(15))
                    .build())
            .build();

    private static final CronWindow OFFICE_HOURS = CronWindow.builder()
            .timezone("Europe/Berlin")
            .start("0 8 * * *")
            .end("0 18 * * *")
            .build();

    /** Its end falls into the gap in spring, and comes twice in autumn. */
    private static final CronWindow NIGHT = CronWindow.builder()
            .timezone("Europe/Berlin")
            .start("0 22 * * *")
            .end("30 2 * * *")
            .build();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger replicas = new AtomicInteger(12);
    private final List<String> changes = new ArrayList<>();

    @Test
    void inSpringTheNightEndsOnceClocksHaveJumped() throws InterruptedException {
        run("2026-03-28T20:00:00+01:00", "2026-03-29T21:00:00+02:00");
        assertThat(changes)
                .containsExactly(
                        "2026-03-28T22:00+01:00: 12 -> 4 SCHEDULE",
                        "2026-03-29T03:00+02:00: 4 -> 12 RECOMMEND",
                        "2026-03-29T08:00+02:00: 12 -> 16 RECOMMEND",
                        "2026-03-29T18:00+02:00: 16 -> 12 RECOMMEND");
    }

    @Test
    void inAutumnTheNightEndsTheFirstTime() throws InterruptedException {
        run("2026-10-24T20:00:00+02:00", "2026-10-25T20:00:00+01:00");
        assertThat(changes)
                .containsExactly(
                        "2026-10-24T22:00+02:00: 12 -> 4 SCHEDULE",
                        "2026-10-25T02:30+02:00: 4 -> 12 RECOMMEND",
                        "2026-10-25T08:00+01:00: 12 -> 16 RECOMMEND",
                        "2026-10-25T18:00+01:00: 16 -> 12 RECOMMEND");
    }

    private void run(String from, String to) throws InterruptedException {
        now.set(OffsetDateTime.parse(from).toInstant());
        Instant end = OffsetDateTime.parse(to).toInstant();
        try (var autoscaler = autoscaler()) {
            for (; now.get().isBefore(end); now.updateAndGet(time -> time.plus(INTERVAL))) {
                var decision = autoscaler.evaluate();
                if (decision.changes()) {
                    changes.add("%s: %d -> %d %s"
                            .formatted(
                                    now.get().atZone(ZONE).toOffsetDateTime(),
                                    decision.from(),
                                    decision.to(),
                                    decision.explanation().binding().stage()));
                }
            }
        }
    }

    private Autoscaler autoscaler() {
        return Autoscaler.builder("orders")
                .target(ScaleTarget.of(replicas::get, replicas::set))
                .policy(POLICY)
                .schedule(ScheduledBounds.during(NIGHT, ReplicaBounds.atMost(4)))
                .trigger(CronScaler.of(OFFICE_HOURS, 16).trigger("office hours"))
                .trigger(Trigger.of("backlog", request -> Reading.of(600), averageValue(50)))
                .interval(INTERVAL)
                .time(now::get)
                .scheduler((task, delay) -> () -> {})
                .executor(Runnable::run)
                .build();
    }
}
