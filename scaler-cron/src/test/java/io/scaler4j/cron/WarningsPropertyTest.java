package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A window without warnings does here what it does in KEDA, in each minute of the years that the warnings look at. */
class WarningsPropertyTest {

    private static final long SEED = 20_261_131;
    private static final Instant FROM = Instant.parse("2024-01-08T00:00:00Z");
    private static final Instant TO = Instant.parse("2031-12-24T00:00:00Z");
    private static final int WINDOWS = 250;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Asia/Beirut",
                "Africa/Cairo",
                "Asia/Kolkata",
                "Etc/UTC"
            })
    void withoutAWarningBothRulesAgree(String zone) {
        int silent = 0;
        int compared = 0;
        List<String> expressions = plainExpressions();
        for (int i = 0; i < WINDOWS; i++) {
            String start = expressions.get(random.nextInt(expressions.size()));
            String end = expressions.get(random.nextInt(expressions.size()));
            if (WindowEdge.parse(start, ZoneId.of(zone)).coincidesWith(WindowEdge.parse(end, ZoneId.of(zone)))) {
                continue;
            }
            CronWindow ours =
                    CronWindow.builder().timezone(zone).start(start).end(end).build();
            CronWindow kedas = CronWindow.builder()
                    .timezone(zone)
                    .start(start)
                    .end(end)
                    .rule(WindowRule.NEXT_EVENT)
                    .build();
            if (ours.warnings().isEmpty()) {
                silent++;
                for (Instant instant : instants(ZoneId.of(zone))) {
                    assertThat(ours.isOpen(instant))
                            .as("%s at %s, seed %d", ours, instant.atZone(ZoneId.of(zone)), SEED)
                            .isEqualTo(kedas.isOpen(instant));
                    compared++;
                }
            }
        }
        assertThat(silent).as("windows without warnings").isGreaterThan(10);
        assertThat(compared).isGreaterThan(1_000);
    }

    /** As people write them: one time of a day or two, on all days or on some of a week. */
    private List<String> plainExpressions() {
        List<String> all = new ArrayList<>();
        for (int hour = 0; hour < 24; hour += 1 + random.nextInt(2)) {
            String time = random.nextInt(60) + " " + hour;
            all.add(time + " * * *");
            all.add(time + " * * " + random.nextInt(7));
            all.add(time + " * * 1-5");
            all.add(time + " " + (1 + random.nextInt(31)) + " * *");
        }
        all.add("30 8,20 * * *");
        all.add("0 9,21 * * *");
        return all;
    }

    /** Around all changes of the clocks, and at random times. */
    private List<Instant> instants(ZoneId zone) {
        List<Instant> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(FROM.plus(
                    (long) (random.nextDouble() * Duration.between(FROM, TO).toMinutes()), ChronoUnit.MINUTES));
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
        while (change != null && change.getInstant().isBefore(TO)) {
            for (int minutes = -150; minutes <= 150; minutes += 30) {
                all.add(change.getInstant().plus(minutes, ChronoUnit.MINUTES));
            }
            all.add(change.getInstant().minusNanos(1));
            all.add(change.getInstant().plus(random.nextInt(2_000) - 1_000, ChronoUnit.MINUTES));
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return all;
    }
}
