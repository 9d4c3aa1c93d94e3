package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A preview names exactly the minutes in which the answer of {@code isOpen} changes. */
class PreviewTest {

    private static final long SEED = 20_260_106;
    private static final int MINUTES = 2 * 24 * 60;

    private final List<String> expressions = RandomExpressions.of(SEED, 90);

    /** The days around a gap and an overlap of an hour, and a day in summer. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-03-28T00:00:00Z", "2026-10-24T00:00:00Z", "2026-07-01T00:00:00Z"})
    void namesEveryChangeAndNothingElse(Instant from) {
        int transitions = 0;
        for (int i = 0; i < expressions.size(); i++) {
            String start = expressions.get(i);
            String end = expressions.get((i + 1) % expressions.size());
            var window = CronWindow.builder().timezone("Europe/Berlin").start(start);
            transitions += compare(window.end(end).build(), from);
            transitions += compare(window.rule(WindowRule.NEXT_EVENT).build(), from);
            transitions += compare(
                    window.rule(WindowRule.LAST_EVENT)
                            .end("")
                            .lasting(Duration.ofMinutes(1 + 37L * i))
                            .build(),
                    from);
        }
        assertThat(transitions).as("transitions compared, seed %d", SEED).isGreaterThan(500);
    }

    private static int compare(CronWindow window, Instant from) {
        Instant to = from.plus(MINUTES, ChronoUnit.MINUTES);
        var changes = new ArrayList<Instant>();
        boolean open = window.isOpen(from);
        for (Instant minute = from; minute.isBefore(to); minute = minute.plus(1, ChronoUnit.MINUTES)) {
            if (window.isOpen(minute) != open) {
                open = !open;
                changes.add(minute);
            }
        }
        List<Instant> previewed = window.preview(from, changes.size() + 1).stream()
                .map(transition -> transition.at().toInstant())
                .filter(at -> at.isBefore(to))
                .toList();
        assertThat(previewed).as("%s from %s", window, from).isEqualTo(changes);
        return changes.size();
    }
}
