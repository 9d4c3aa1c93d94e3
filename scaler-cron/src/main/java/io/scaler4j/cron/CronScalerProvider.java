package io.scaler4j.cron;

import io.scaler4j.Trigger;
import io.scaler4j.config.Masking;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes triggers of type {@code cron}. The options are those of the table in {@link io.scaler4j.cron}. */
public final class CronScalerProvider implements ScalerProvider {

    private static final Map<String, WindowRule> RULES =
            Map.of("lastEvent", WindowRule.LAST_EVENT, "nextEvent", WindowRule.NEXT_EVENT);

    /** For {@link java.util.ServiceLoader}. */
    public CronScalerProvider() {}

    @Override
    public String type() {
        return "cron";
    }

    @Override
    public Trigger create(TriggerSpec spec, SharedConnections connections) {
        CronWindow window = window(spec);
        long replicas = replicas(spec);
        checkMetricType(spec);
        spec.verify();
        return CronScaler.of(Objects.requireNonNull(window), replicas).trigger(spec.name());
    }

    private static @Nullable CronWindow window(TriggerSpec spec) {
        var window = CronWindow.builder()
                .timezone(spec.requiredExpression("timezone"))
                .start(spec.requiredExpression("start"))
                .rule(spec.choice("rule", RULES, WindowRule.LAST_EVENT));
        if (spec.expression("for").isPresent()) {
            window.end(spec.expression("end").orElse(""));
            window.lasting(length(spec));
        } else {
            window.end(spec.requiredExpression("end"));
        }
        for (String date : spec.list("except")) {
            except(window, date, spec);
        }
        return window.read(spec.problems());
    }

    /** KEDA writes durations so: {@code 8h}, {@code 90m}, {@code 1h30m}. */
    private static Duration length(TriggerSpec spec) {
        String text = spec.expression("for").orElse("");
        try {
            if (text.matches("(\\d+h)?(\\d+m)?(\\d+s)?")) {
                return Duration.parse("PT" + text);
            }
        } catch (DateTimeException e) {
            // too long for a duration: the sentence below
        }
        spec.problems().add("for must be a duration such as 8h, 90m or 1h30m, was " + Masking.unexpected(text));
        return Duration.ofHours(1);
    }

    private static void except(CronWindow.Builder window, String date, TriggerSpec spec) {
        try {
            window.except(LocalDate.parse(date));
        } catch (DateTimeException e) {
            spec.problems()
                    .add("except must be dates such as 2026-12-25, with commas in between, had "
                            + Masking.unexpected(date));
        }
    }

    private static long replicas(TriggerSpec spec) {
        spec.requiredExpression("desiredReplicas");
        return spec.integer("desiredReplicas", 1, 1);
    }

    /** With a total the HPA would multiply the count by itself, turn after turn. */
    private static void checkMetricType(TriggerSpec spec) {
        spec.problems()
                .check(
                        !(spec.target(1, "desiredReplicas") instanceof MetricTarget.Value),
                        "metricType must be AverageValue for type cron, was Value, with which a count of replicas"
                                + " would be multiplied by the count that is there; leave it out");
    }
}
