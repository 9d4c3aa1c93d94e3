package io.scaler4j.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.ReadRequest;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CronScalerProviderTest {

    private static final Map<String, String> REQUIRED =
            Map.of("timezone", "Etc/UTC", "start", "0 8 * * *", "end", "0 18 * * *", "desiredReplicas", "10");
    private static final Instant MORNING = Instant.parse("2026-01-05T09:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-01-05T23:00:00Z");

    @Test
    void isFoundByItsType() {
        try (var catalog = ScalerCatalog.load()) {
            assertThat(catalog.types()).contains("cron");
        }
    }

    @Test
    void asksForOneReplicaForEachWhileTheWindowIsOpen() {
        Trigger trigger = create(REQUIRED);
        assertThat(trigger.name()).isEqualTo("hours");
        assertThat(trigger.target()).isEqualTo(MetricTarget.averageValue(1));
        assertThat(trigger.activationThreshold()).isZero();
        assertThat(read(trigger, MORNING)).isEqualTo(Reading.of(10));
        assertThat(read(trigger, NIGHT)).isEqualTo(Reading.of(0));
        assertThat(trigger.scaler()).hasToString("10 replicas in the window from 0 8 * * * to 0 18 * * * in Etc/UTC");
    }

    /** keda#5486: within the HPA's tolerance of 10 % a recommendation for 20 leaves 21 replicas as they are. */
    @Test
    void theCountIsExactWhereAToleranceWouldHoldIt() {
        Trigger exact = create(with(Map.of("desiredReplicas", "20")));
        Trigger usual = Trigger.of("hours", exact.scaler(), MetricTarget.averageValue(1));
        assertThat(recommendation(exact, 21)).hasValue(20);
        assertThat(recommendation(usual, 21)).hasValue(21);
    }

    @Test
    void takesKedasRuleALengthAndExcludedDates() {
        Trigger rule = create(with(Map.of("rule", "nextEvent", "start", "0 8,12 * * *")));
        assertThat(read(rule, MORNING)).isEqualTo(Reading.of(0));
        Trigger length =
                create(Map.of("timezone", "Etc/UTC", "start", "0 8 * * *", "for", "1h30m", "desiredReplicas", "3"));
        assertThat(read(length, MORNING)).isEqualTo(Reading.of(3));
        assertThat(read(length, MORNING.plusSeconds(1800))).isEqualTo(Reading.of(0));
        Trigger except = create(with(Map.of("except", "2026-01-04, 2026-01-05")));
        assertThat(read(except, MORNING)).isEqualTo(Reading.of(0));
        assertThat(read(except, MORNING.plusSeconds(86_400))).isEqualTo(Reading.of(10));
    }

    @Test
    void refusesEveryProblemAtOnce() {
        var problems = problems(
                Map.of(
                        "timezone", "Mars/Olympus",
                        "start", "0 8 * * 7",
                        "end", "0 18 30 2 *",
                        "desiredReplicas", "0",
                        "rule", "newest",
                        "except", "2026-01-04,christmas",
                        "desiredReplica", "5"),
                "Value");
        assertThat(problems)
                .hasSize(8)
                .anyMatch(problem -> problem.startsWith("timezone: there is no zone \"Mars/Olympus\""))
                .anyMatch(problem -> problem.startsWith("start \"0 8 * * 7\": the weekday \"7\" is wrong"))
                .contains("end \"0 18 30 2 *\": such a day never comes")
                .contains("desiredReplicas must be at least 1, was \"0\"")
                .contains("rule must be one of [lastEvent, nextEvent], was \"newest\"")
                .contains("except must be dates such as 2026-12-25, with commas in between, had \"christmas\"")
                .anyMatch(problem -> problem.startsWith("metricType must be AverageValue for type cron, was Value"))
                .anyMatch(problem -> problem.startsWith("desiredReplica is not an option of type cron"));
    }

    @Test
    void namesEveryOptionThatIsMissing() {
        assertThat(problems(Map.of(), ""))
                .hasSize(4)
                .allMatch(problem -> problem.contains(" is missing; set it in the trigger's metadata"))
                .extracting(problem -> problem.split(" ", 2)[0])
                .containsExactly("timezone", "start", "end", "desiredReplicas");
    }

    @Test
    void refusesCountsAndLengthsThatAreNone() {
        for (String count : List.of("-3", "1.5", "many", "99999999999999999999")) {
            assertThat(problems(with(Map.of("desiredReplicas", count)), "")).hasSize(1);
        }
        for (String length : List.of("8", "PT8H", "1d", "-1h", "99999999999999999999h", "0m")) {
            assertThat(problems(with(Map.of("for", length, "end", "")), ""))
                    .as(length)
                    .hasSize(1);
        }
        var window = CronWindow.builder()
                .timezone("Etc/UTC")
                .start("0 8 * * *")
                .end("0 18 * * *")
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CronScaler.of(window, 0))
                .withMessageContaining("must be at least 1, was 0");
    }

    @Test
    void namesTheMetricAsKedaDoes() {
        TriggerPlan plan = new CronScalerProvider()
                .plan(TriggerSpec.builder("cron")
                        .metadata(Map.of(
                                "timezone", "Etc/UTC",
                                "start", "0 */2 * * *",
                                "end", "0,30 ? * * *",
                                "desiredReplicas", "1"))
                        .build());
        assertThat(plan.metricName(1)).isEqualTo("s1-cron-Etc-UTC-0xSl2xxx-0Cm30Qmxxx");
    }

    private static OptionalInt recommendation(Trigger trigger, int replicas) {
        var observation = Observation.of(MORNING, Replicas.of(replicas), trigger.measure(read(trigger, MORNING)));
        return ScalingPolicy.builder()
                .replicas(1, 100)
                .build()
                .decide(ScalingState.initial(), observation)
                .explanation()
                .recommendations()
                .get(0)
                .replicas();
    }

    private static Reading read(Trigger trigger, Instant now) {
        return ((CronScaler) trigger.scaler()).read(ReadRequest.of(now, Duration.ofSeconds(1)));
    }

    private static Trigger create(Map<String, String> options) {
        return create(options, "");
    }

    private static Trigger create(Map<String, String> options, String metricType) {
        try (var catalog = ScalerCatalog.of(new CronScalerProvider())) {
            return catalog.open(TriggerSpec.builder("cron")
                    .name("hours")
                    .metadata(options)
                    .metricType(metricType)
                    .build());
        }
    }

    private static List<String> problems(Map<String, String> options, String metricType) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> create(options, metricType))
                .problems();
    }

    private static Map<String, String> with(Map<String, String> options) {
        var all = new HashMap<>(REQUIRED);
        all.putAll(options);
        return all;
    }
}
