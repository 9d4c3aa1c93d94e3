package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetCountsTest {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final String WEB = "shop/web";

    private final FleetCounts counts = new FleetCounts(Duration.ofSeconds(45));

    /** Real trackers, of which some do not answer and some restart: what is told never exceeds what happened. */
    @Test
    void sumsAreThoseOfTheTrackersBehindTheAnswers() {
        Seeds.each(500, random -> {
            var fleet = new FleetCounts(Duration.ofDays(1));
            Map<String, Long> open = new HashMap<>();
            Map<String, Long> total = new HashMap<>();
            Map<String, Integer> boots = new HashMap<>();
            Map<String, Long> lastSeen = new HashMap<>();
            long all = 0;
            long told = 0;
            for (int step = 0; step < 40; step++) {
                Map<String, QueueAnswer> answers = new LinkedHashMap<>();
                for (String instance : List.of("a", "b", "c")) {
                    long arrivals = random.nextInt(5);
                    open.merge(instance, arrivals, Long::sum);
                    total.merge(instance, arrivals, Long::sum);
                    all += arrivals;
                    open.computeIfPresent(instance, (key, now) -> random.nextBoolean() ? now : now / 2);
                    if (random.nextInt(10) == 0) {
                        boots.merge(instance, 1, Integer::sum);
                        open.put(instance, 0L);
                        total.put(instance, 0L);
                    }
                    boolean silent = random.nextInt(4) == 0;
                    answers.put(
                            instance,
                            silent
                                    ? null
                                    : new QueueAnswer(
                                            Map.of(WEB, RequestCounts.of(open.get(instance), total.get(instance))),
                                            Optional.of("boot" + boots.getOrDefault(instance, 0))));
                    if (!silent) {
                        lastSeen.put(instance, open.get(instance));
                    }
                }
                FleetCounts.Totals totals = fleet.poll(START.plusSeconds(step), answers);
                if (totals.answered() > 0) {
                    assertThat(totals.counts().get(WEB).inFlight())
                            .isEqualTo(lastSeen.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
                    assertThat(totals.counts().get(WEB).arrived()).isBetween(told, all);
                    told = totals.counts().get(WEB).arrived();
                }
                assertThat(totals.isLowerBound()).isEqualTo(answers.containsValue(null));
            }
        });
    }

    @Test
    void countsThatAreTooOldAreLeftOutAndTheSumStaysALowerBound() {
        poll(0, answer("a", 2, 10), answer("b", 3, 10));
        assertThat(poll(45, answer("a", 2, 10), silent("b")).counts().get(WEB).inFlight())
                .isEqualTo(5);
        FleetCounts.Totals later = poll(46, answer("a", 2, 10), silent("b"));
        assertThat(later.counts().get(WEB).inFlight()).isEqualTo(2);
        assertThat(later.isLowerBound()).isTrue();
        assertThat(later.isUnknown()).isFalse();
    }

    @Test
    void nobodyIsUnknownHoweverGoodTheLastPollWas() {
        poll(0, answer("a", 2, 10));
        FleetCounts.Totals none = poll(1, silent("a"));
        assertThat(none.isUnknown()).isTrue();
        assertThat(none.counts()).containsKey(WEB);
        assertThat(counts.poll(START, Map.of()).isUnknown()).isTrue();
    }

    @Test
    void anotherBootIsARestartEvenIfTheCountIsLarger() {
        poll(0, boot("a", "1", 100));
        assertThat(poll(1, boot("a", "1", 120)).counts().get(WEB).arrived()).isEqualTo(20);
        assertThat(poll(2, boot("a", "2", 130)).counts().get(WEB).arrived()).isEqualTo(150);
    }

    @Test
    void aRouteThatCameSinceTheSameBootCountsFromItsFirstRequest() {
        counts.poll(START, one("a", new QueueAnswer(Map.of(), Optional.of("1"))));
        assertThat(poll(1, boot("a", "1", 4)).counts().get(WEB).arrived()).isEqualTo(4);
    }

    @Test
    void aRouteThatNoAnswerHasIsForgotten() {
        poll(0, answer("a", 1, 10));
        poll(1, answer("a", 1, 30));
        counts.poll(START.plusSeconds(2), one("a", QueueAnswer.of(Map.of())));
        assertThat(counts.last().counts()).isEmpty();
        assertThat(poll(3, answer("a", 1, 90)).counts().get(WEB).arrived()).isZero();
    }

    /** Longer than the limit, and then all that arrived meanwhile is told at once. */
    @Test
    void whatArrivedWhileTheCountsWereTooOldIsNotLost() {
        poll(0, answer("a", 1, 10));
        assertThat(poll(15, answer("a", 1, 25)).of(WEB).arrived()).isEqualTo(15);
        poll(90, silent("a"), boot("b", "1", 0));
        assertThat(poll(105, answer("a", 1, 45), silent("b")).of(WEB).arrived()).isEqualTo(35);
    }

    @Test
    void aRouteOfWhichOnlyOldCountsAreKnownIsUnknown() {
        counts.poll(START, answers("a", Map.of(WEB, RequestCounts.of(3, 9)), "b", Map.of()));
        FleetCounts.Totals later = counts.poll(START.plusSeconds(60), answers("a", null, "b", Map.of()));
        assertThat(later.of(WEB)).isNull();
        assertThat(later.of(FleetCounts.ALL_ROUTES)).isEqualTo(RequestCounts.NONE);
        assertThat(later.isLowerBound()).isTrue();
    }

    /** Interceptors that never restart and always answer tell exactly what a list of the requests would. */
    @Test
    void ofInterceptorsThatAnswerEachArrivalIsCountedOnce() {
        Seeds.each(300, random -> {
            var fleet = new FleetCounts(Duration.ofSeconds(45));
            long[] arrived = {random.nextInt(50), random.nextInt(50)};
            long before = arrived[0] + arrived[1];
            for (int step = 0; step < 30; step++) {
                FleetCounts.Totals totals = fleet.poll(
                        START.plusSeconds(step * 15L),
                        answers(
                                "a", Map.of(WEB, RequestCounts.of(1, arrived[0])),
                                "b", Map.of(WEB, RequestCounts.of(2, arrived[1]))));
                assertThat(totals.of(WEB)).isEqualTo(new RequestCounts(3, arrived[0] + arrived[1] - before, 0, 3));
                arrived[random.nextInt(2)] += random.nextInt(10);
            }
        });
    }

    /** An address that stands for another process now, as after an update, begins again without a burst. */
    @Test
    void anInterceptorThatLeftAndCameBackAddsNothingAtFirst() {
        poll(0, answer("a", 0, 10), answer("b", 0, 500));
        poll(15, answer("a", 0, 12));
        assertThat(poll(30, answer("a", 0, 12), answer("b", 0, 900)).of(WEB).arrived())
                .isEqualTo(2);
        assertThat(poll(45, answer("a", 0, 12), answer("b", 0, 901)).of(WEB).arrived())
                .isEqualTo(3);
    }

    /** Without a text for its start, only a smaller count shows a restart. */
    @Test
    void anInterceptorThatStopsSayingItsStartIsComparedByItsCount() {
        poll(0, boot("a", "1", 100));
        assertThat(poll(1, answer("a", 0, 130)).of(WEB).arrived()).isEqualTo(30);
        assertThat(poll(2, answer("a", 0, 20)).of(WEB).arrived()).isEqualTo(50);
        assertThat(poll(3, boot("a", "2", 25)).of(WEB).arrived()).isEqualTo(55);
    }

    private static Map<String, QueueAnswer> answers(
            String one, Map<String, RequestCounts> ofOne, String other, Map<String, RequestCounts> ofOther) {
        Map<String, QueueAnswer> all = new LinkedHashMap<>();
        all.put(one, ofOne == null ? null : QueueAnswer.of(ofOne));
        all.put(other, ofOther == null ? null : QueueAnswer.of(ofOther));
        return all;
    }

    @Test
    void allRoutesHaveASum() {
        FleetCounts.Totals totals = counts.poll(
                START, one("a", QueueAnswer.of(Map.of("n/a", RequestCounts.of(1, 0), "n/b", RequestCounts.of(2, 0)))));
        assertThat(totals.of(FleetCounts.ALL_ROUTES)).isEqualTo(new RequestCounts(3, 0, 0, 3));
        assertThat(totals.of("n/c")).isNull();
    }

    @SafeVarargs
    private FleetCounts.Totals poll(int second, Map.Entry<String, Optional<QueueAnswer>>... answers) {
        Map<String, QueueAnswer> all = new LinkedHashMap<>();
        for (Map.Entry<String, Optional<QueueAnswer>> answer : answers) {
            all.put(answer.getKey(), answer.getValue().orElse(null));
        }
        return counts.poll(START.plusSeconds(second), all);
    }

    private static Map<String, QueueAnswer> one(String instance, QueueAnswer answer) {
        return Map.of(instance, answer);
    }

    private static Map.Entry<String, Optional<QueueAnswer>> answer(String instance, long inFlight, long arrived) {
        return Map.entry(instance, Optional.of(QueueAnswer.of(Map.of(WEB, RequestCounts.of(inFlight, arrived)))));
    }

    private static Map.Entry<String, Optional<QueueAnswer>> boot(String instance, String boot, long arrived) {
        return Map.entry(
                instance, Optional.of(new QueueAnswer(Map.of(WEB, RequestCounts.of(0, arrived)), Optional.of(boot))));
    }

    private static Map.Entry<String, Optional<QueueAnswer>> silent(String instance) {
        return Map.entry(instance, Optional.empty());
    }
}
