package io.scaler4j.cron;

import io.scaler4j.config.Masking;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans triggers of type {@code cron}. Its options are those of the table in {@code docs/cron.md}. */
public final class CronScalerProvider implements ScalerProvider {

    private static final Option<String> TIMEZONE =
            Option.expression("timezone").required().says("IANA name of the time zone, such as `Europe/Berlin`.");
    private static final Option<String> START = Option.expression("start")
            .required()
            .says("When the window opens: a cron expression, or a date and time such as `2026-11-27T08:00`.");
    private static final Option<String> END = Option.expression("end")
            .defaultIs("required without `for`")
            .says("When the window closes: a cron expression, or a date and time.");
    private static final Option<Long> DESIRED_REPLICAS = Option.integer("desiredReplicas", 1, 1)
            .required()
            .says("How many replicas the trigger asks for while the window is open.");
    private static final Option<Duration> FOR = Option.duration(
                    "for", Duration.ofHours(1), CronScalerProvider::duration, "a duration such as 8h, 90m or 1h30m")
            .defaultIs("none")
            .own()
            .says("How long the window stays open, such as `8h`, `90m` or `1h30m`, in place of `end`.");
    private static final Option<WindowRule> RULE = Option.word(
                    "rule",
                    Map.of("lastEvent", WindowRule.LAST_EVENT, "nextEvent", WindowRule.NEXT_EVENT),
                    WindowRule.LAST_EVENT)
            .own()
            .says(
                    "What counts as open: `lastEvent` looks at the last start or end, `nextEvent` at the next, as KEDA does.");
    private static final Option<List<String>> EXCEPT = Option.list("except")
            .own()
            .says("Dates on which the window does not open, such as `2026-12-25,2026-12-26`.");

    /** For {@link java.util.ServiceLoader}. */
    public CronScalerProvider() {}

    @Override
    public String type() {
        return "cron";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TIMEZONE, START, END, DESIRED_REPLICAS, FOR, RULE, EXCEPT);
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        var given = OptionReader.of(spec, options());
        CronWindow window = window(given);
        long replicas = given.get(DESIRED_REPLICAS);
        checkMetricType(given);
        given.verify();
        var scaler = CronScaler.of(Objects.requireNonNull(window), replicas);
        String name = metricName(given);
        return given.plan(
                CronScaler.metric(spec.name()),
                index -> TriggerPlan.externalMetricName(index, name),
                context -> scaler);
    }

    private static @Nullable CronWindow window(OptionReader given) {
        var window = CronWindow.builder()
                .timezone(given.get(TIMEZONE))
                .start(given.get(START))
                .rule(given.get(RULE));
        if (given.has(FOR)) {
            window.end(given.get(END));
            window.lasting(given.get(FOR));
        } else {
            window.end(given.require(END));
        }
        for (String date : given.get(EXCEPT)) {
            except(window, date, given);
        }
        return window.read(given.problems());
    }

    /** KEDA writes durations so: {@code 8h}, {@code 90m}, {@code 1h30m}. */
    private static Optional<Duration> duration(String text) {
        try {
            return text.matches("(\\d+h)?(\\d+m)?(\\d+s)?")
                    ? Optional.of(Duration.parse("PT" + text))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // too long for a duration
        }
    }

    private static void except(CronWindow.Builder window, String date, OptionReader given) {
        try {
            window.except(LocalDate.parse(date));
        } catch (DateTimeException e) {
            given.problems()
                    .add("except must be dates such as 2026-12-25, with commas in between, had "
                            + Masking.unexpected(date));
        }
    }

    /** With a total the HPA would multiply the count by itself, turn after turn. */
    private static void checkMetricType(OptionReader given) {
        given.problems()
                .check(
                        !(given.target(1, DESIRED_REPLICAS) instanceof MetricTarget.Value),
                        "metricType must be AverageValue for type cron, was Value, with which a count of replicas"
                                + " would be multiplied by the count that is there; leave it out");
    }

    /** As KEDA makes it of the expressions; it has no window without an end. */
    private static String metricName(OptionReader given) {
        return "cron-" + given.get(TIMEZONE) + "-" + withoutSigns(given.get(START)) + "-"
                + withoutSigns(given.get(END));
    }

    private static String withoutSigns(String expression) {
        return expression
                .replace(" ", "")
                .replace("*", "x")
                .replace("/", "Sl")
                .replace("?", "Qm")
                .replace(",", "Cm");
    }
}
