package io.scaler4j.recorder;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.FallbackBehavior;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.Tolerance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Observations with every part at random: sense, nonsense, and the ends of all ranges. */
final class RandomObservations {

    private final SplittableRandom random;

    RandomObservations(long seed) {
        random = new SplittableRandom(seed);
    }

    Observation next() {
        List<Measurement> measurements = IntStream.range(0, random.nextInt(4))
                .mapToObj(number -> trigger("trigger " + number).with(reading()))
                .toList();
        return Observation.of(instant(), new Replicas(count(), count(), count()), measurements)
                .every(duration().plusNanos(1))
                .with(random.nextBoolean() ? ReplicaBounds.none() : new ReplicaBounds(count(), Math.max(1, count())))
                .with(control());
    }

    private Measurement trigger(String name) {
        var trigger = Measurement.of(name + wholeText(), target(), Reading.of(0));
        trigger = random.nextBoolean() ? trigger : trigger.activatesAbove(real());
        trigger = random.nextBoolean() ? trigger : trigger.abstains();
        trigger = random.nextBoolean() ? trigger : trigger.tolerance(new Tolerance(random.nextDouble(), 1e-300));
        return random.nextBoolean() ? trigger : trigger.fallback(fallback());
    }

    private MetricTarget target() {
        return switch (random.nextInt(3)) {
            case 0 -> MetricTarget.averageValue(random.nextDouble(0.001, 1e9));
            case 1 -> MetricTarget.value(Math.scalb(random.nextDouble(1, 2), random.nextInt(0, 1000)));
            default -> MetricTarget.utilization(1 + random.nextInt(1000));
        };
    }

    private Fallback fallback() {
        var fallback = Fallback.replicas(count())
                .behavior(FallbackBehavior.values()[random.nextInt(FallbackBehavior.values().length)])
                .afterFailures(count());
        return random.nextBoolean() ? fallback : fallback.afterFailingFor(duration());
    }

    private Reading reading() {
        return switch (random.nextInt(5)) {
            case 0 -> Reading.of(real());
            case 1 ->
                Reading.failure(
                        Reading.Failure.Kind.values()[random.nextInt(Reading.Failure.Kind.values().length)],
                        text(),
                        new IllegalStateException("not recorded"));
            case 2 -> samples();
            default -> value();
        };
    }

    private Reading value() {
        var value = random.nextBoolean() ? Reading.value(real()) : Reading.valueOfMilli(random.nextLong());
        if (random.nextBoolean()) {
            value.activatingOn(real());
        }
        if (random.nextBoolean()) {
            value.lowerBound();
        }
        if (random.nextBoolean()) {
            value.measuredAt(instant());
        }
        if (random.nextInt(4) == 0) {
            value.target(MetricTarget.value(1 + random.nextInt(5)));
        }
        if (random.nextBoolean()) {
            value.details(details());
        }
        return switch (random.nextInt(3)) {
            case 0 -> value.limits(ReplicaLimits.atMost(count())).build();
            case 1 ->
                value.limits(ReplicaLimits.only(1 + random.nextInt(9), 12, Integer.MAX_VALUE))
                        .build();
            default -> value.build();
        };
    }

    private Map<String, Double> details() {
        var details = new HashMap<String, Double>();
        for (int i = random.nextInt(4); i > 0; i--) {
            details.put(text(), Double.longBitsToDouble(random.nextLong()));
            details.put("nothing", Double.NaN);
            details.put("all", Double.NEGATIVE_INFINITY);
        }
        return details;
    }

    private Reading samples() {
        var replicas = new ArrayList<ReplicaSample>();
        for (int i = random.nextInt(5); i > 0; i--) {
            var replica = ReplicaSample.builder("replica " + i + text())
                    .phase(ReplicaSample.Phase.values()[random.nextInt(ReplicaSample.Phase.values().length)]);
            if (random.nextBoolean()) {
                replica.terminating();
            }
            if (random.nextBoolean()) {
                replica.ready(random.nextBoolean(), instant());
            }
            if (random.nextBoolean()) {
                replica.startedAt(instant());
            }
            if (random.nextBoolean()) {
                replica.usage(random.nextLong(), instant(), duration());
            }
            if (random.nextBoolean()) {
                replica.requestMilli(random.nextLong());
            }
            replicas.add(replica.build());
        }
        return Reading.samples(Resource.values()[random.nextInt(3)], replicas).startingUp(duration(), duration());
    }

    private Control control() {
        Control control = Control.none().forceActivation(random.nextInt(4) == 0);
        control = random.nextInt(4) == 0 ? control.pauseScaleIn() : control;
        control = random.nextInt(4) == 0 ? control.pauseScaleOut() : control;
        return switch (random.nextInt(4)) {
            case 0 -> control.pause();
            case 1 -> control.pauseAt(count());
            default -> control;
        };
    }

    private int count() {
        return random.nextInt(5) == 0 ? Integer.MAX_VALUE : random.nextInt(40);
    }

    private double real() {
        return switch (random.nextInt(5)) {
            case 0 -> -0.0;
            case 1 -> Double.MIN_VALUE;
            case 2 -> Double.MAX_VALUE;
            case 3 -> random.nextInt(1000) / 8.0;
            default -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-1070, 1000));
        };
    }

    private Instant instant() {
        return switch (random.nextInt(10)) {
            case 0 -> Instant.MAX;
            case 1 -> Instant.MIN;
            default -> Instant.ofEpochSecond(random.nextLong(-1L << 35, 1L << 35), random.nextInt(1_000_000_000));
        };
    }

    private Duration duration() {
        return Duration.ofSeconds(random.nextLong(1L << 20), random.nextInt(1_000_000_000));
    }

    /** As the text of a state takes them for names of triggers. */
    private String wholeText() {
        return text().replaceAll("\\p{Cs}", "?");
    }

    /** Any characters at all, halves of pairs among them. */
    private String text() {
        return random.ints(random.nextInt(12), 0, 0x10000)
                .map(c -> random.nextInt(3) == 0 ? c : 32 + c % 95)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }
}
