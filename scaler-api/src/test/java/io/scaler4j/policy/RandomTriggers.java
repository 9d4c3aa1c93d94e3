package io.scaler4j.policy;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.metric.MetricTarget.utilization;
import static io.scaler4j.metric.MetricTarget.value;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.ReplicaLimits;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One to three triggers with every option at random, and what they read: sense and nonsense. */
final class RandomTriggers {

    private static final double TARGET = 50;

    private final SplittableRandom random;
    private final List<Measurement> intents = new ArrayList<>();

    RandomTriggers(SplittableRandom random) {
        this.random = random;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            intents.add(intent("trigger" + i));
        }
    }

    /** What they read now; at times one of them is gone. */
    List<Measurement> read(Instant now, int replicas) {
        var measurements = new ArrayList<Measurement>();
        for (Measurement intent : intents) {
            if (random.nextInt(50) > 0) {
                measurements.add(intent.with(reading(intent.target(), now, replicas)));
            }
        }
        return measurements;
    }

    private Measurement intent(String name) {
        MetricTarget target = switch (random.nextInt(6)) {
            case 0 -> value(TARGET);
            case 1 -> utilization(60);
            default -> averageValue(TARGET);
        };
        var intent = Measurement.of(name, target, DecisionFixture.DOWN).activatesAbove(random.nextInt(3));
        if (random.nextInt(4) == 0) {
            intent = intent.tolerance(new Tolerance(random.nextInt(4) * 0.1, random.nextInt(4) * 0.1));
        }
        if (random.nextInt(6) == 0) {
            intent = intent.abstains();
        }
        return random.nextInt(3) == 0 ? intent.fallback(fallback()) : intent;
    }

    private Fallback fallback() {
        var fallback = Fallback.replicas(random.nextInt(0, 25))
                .behavior(FallbackBehavior.values()[random.nextInt(5)])
                .afterFailures(random.nextInt(0, 4));
        return random.nextBoolean() ? fallback : fallback.afterFailingFor(Duration.ofSeconds(random.nextInt(0, 90)));
    }

    private Reading reading(MetricTarget target, Instant now, int replicas) {
        if (random.nextInt(6) == 0) {
            return failure();
        }
        return target instanceof MetricTarget.Utilization ? samples(now, replicas) : number(replicas);
    }

    private Reading failure() {
        return switch (random.nextInt(4)) {
            case 0 -> Reading.of(Double.NaN);
            case 1 -> Reading.of(random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
            case 2 -> Reading.failure(Kind.NOT_YET, "the first of two samples");
            default -> Reading.failure(Kind.UNAVAILABLE, "down");
        };
    }

    private Reading number(int replicas) {
        var reading = Reading.value(
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> 0;
                    case 3 -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(0, 1000));
                    default -> TARGET * Math.max(1, replicas) * random.nextDouble(0, 2.5);
                });
        if (random.nextInt(12) == 0) {
            reading.lowerBound();
        }
        if (random.nextInt(8) == 0) {
            reading.activatingOn(random.nextInt(0, 5));
        }
        return switch (random.nextInt(12)) {
            case 0 -> reading.limits(ReplicaLimits.atMost(random.nextInt(20))).build();
            case 1 -> reading.limits(ReplicaLimits.only(1, 2, 3, 4, 6, 12)).build();
            default -> reading.build();
        };
    }

    private Reading samples(Instant now, int replicas) {
        var samples = new ArrayList<ReplicaSample>();
        for (int i = Math.min(replicas, 5); i > 0; i--) {
            var sample = ReplicaSample.builder("replica" + i)
                    .requestMilli(500)
                    .startedAt(now.minusSeconds(random.nextInt(1000)))
                    .ready(random.nextInt(4) > 0, now.minusSeconds(random.nextInt(1000)));
            if (random.nextInt(5) > 0) {
                sample.usage(random.nextInt(1500), now, Duration.ofSeconds(30));
            }
            samples.add(sample.build());
        }
        return Reading.samples(random.nextBoolean() ? Resource.CPU : Resource.MEMORY, samples);
    }
}
