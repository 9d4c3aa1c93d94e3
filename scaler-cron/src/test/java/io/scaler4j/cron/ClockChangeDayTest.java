package io.scaler4j.cron;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.simulation.Load;
import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A target through the days when clocks change: with a schedule, a cron trigger and a backlog. */
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

    @Test
    void inSpringTheNightEndsOnceClocksHaveJumped() {
        List<String> changes = changes("2026-03-28T20:00:00+01:00", "2026-03-29T21:00:00+02:00");
        assertThat(changes)
                .containsExactly(
                        "2026-03-28T22:00+01:00: 12 -> 4 SCHEDULE",
                        "2026-03-29T03:00+02:00: 4 -> 12 RECOMMEND",
                        "2026-03-29T08:00+02:00: 12 -> 16 RECOMMEND",
                        "2026-03-29T18:00+02:00: 16 -> 12 RECOMMEND");
    }

    @Test
    void inAutumnTheNightEndsTheFirstTime() {
        List<String> changes = changes("2026-10-24T20:00:00+02:00", "2026-10-25T20:00:00+01:00");
        assertThat(changes)
                .containsExactly(
                        "2026-10-24T22:00+02:00: 12 -> 4 SCHEDULE",
                        "2026-10-25T02:30+02:00: 4 -> 12 RECOMMEND",
                        "2026-10-25T08:00+01:00: 12 -> 16 RECOMMEND",
                        "2026-10-25T18:00+01:00: 16 -> 12 RECOMMEND");
    }

    /** The real time of each change with its counts, and what decided it. */
    private static List<String> changes(String from, String to) {
        Instant beginning = OffsetDateTime.parse(from).toInstant();
        Run run = Simulation.of(POLICY)
                .beginning(beginning)
                .startingAt(12)
                .schedule(ScheduledBounds.during(NIGHT, ReplicaBounds.atMost(4)))
                .trigger(CronScaler.of(OFFICE_HOURS, 16).trigger("office hours"))
                .trigger("backlog", averageValue(50), Load.constant(600))
                .every(INTERVAL)
                .lasting(Duration.between(beginning, OffsetDateTime.parse(to).toInstant()));
        return run.changes().stream()
                .map(turn -> turn.decision().orElseThrow())
                .map(decision -> "%s: %d -> %d %s"
                        .formatted(
                                decision.at().atZone(ZONE).toOffsetDateTime(),
                                decision.from(),
                                decision.to(),
                                decision.explanation().binding().stage()))
                .toList();
    }
}
