package io.scaler4j.cli;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.MetricSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A reading as an argument gives it: a number, {@code 80%} of what each replica requests, or {@code failed}. */
final class GivenReading {

    private static final long REQUEST_MILLI = 1000;
    private static final long MILLI_PER_PERCENT = REQUEST_MILLI / 100;
    private static final Duration LONG_AGO = Duration.ofHours(1);
    private static final Duration WINDOW = Duration.ofSeconds(15);

    private GivenReading() {}

    static Reading of(MetricSpec metric, String text, int ready, Instant now) {
        if (text.equals("failed")) {
            return Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "--reading says that it failed");
        }
        boolean percent = text.endsWith("%");
        if (percent != metric.target() instanceof MetricTarget.Utilization) {
            throw new MisuseException("--reading of " + metric.trigger() + " must be "
                    + (percent ? "a number such as 740" : "a utilization such as 80%") + " or the word failed, was '"
                    + text + "'");
        }
        double number = number(metric.trigger(), percent ? text.substring(0, text.length() - 1) : text);
        return percent ? samples(metric.trigger(), number, ready, now) : Reading.of(number);
    }

    private static double number(String trigger, String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same sentence as for infinity
        }
        throw new MisuseException(
                "--reading of " + trigger + " must be a finite number or the word failed, was '" + text + "'");
    }

    /** Each ready replica is long there and uses that share of its request. */
    private static Reading samples(String trigger, double percent, int ready, Instant now) {
        if (percent < 0) {
            throw new MisuseException("--reading of " + trigger + " must be at least 0%, was " + percent + "%");
        }
        Resource resource = trigger.startsWith("memory") ? Resource.MEMORY : Resource.CPU;
        List<ReplicaSample> samples = IntStream.range(0, ready)
                .mapToObj(i -> ReplicaSample.builder("replica-" + i)
                        .phase(ReplicaSample.Phase.RUNNING)
                        .ready(true, now.minus(LONG_AGO))
                        .startedAt(now.minus(LONG_AGO))
                        .requestMilli(REQUEST_MILLI)
                        .usage(Math.round(percent * MILLI_PER_PERCENT), now, WINDOW)
                        .build())
                .toList();
        return Reading.samples(resource, samples);
    }
}
