package io.scaler4j.policy;

import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Properties are checked on the turns of a {@link RandomWorld} for each seed. A failure names its seed; replay it with
 * {@code -Dscaler4j.seed=N}. {@code -Dscaler4j.seeds=N} runs another number of seeds.
 */
abstract class PropertyFixture {

    static final int TURNS = 100;

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, Integer.getInteger("scaler4j.seeds", 250)) : LongStream.of(one);
    }

    static boolean passed(Decision decision, Stage stage) {
        for (Step step : decision.explanation().steps()) {
            if (step.stage() == stage) {
                return true;
            }
        }
        return false;
    }

    static boolean isBecauseOf(Decision decision, Reason reason) {
        for (Step step : decision.explanation().steps()) {
            if (step.reason() == reason) {
                return true;
            }
        }
        return false;
    }

    /** The same with other readings, or other triggers. */
    static Observation with(Observation observation, UnaryOperator<Measurement> change) {
        return Observation.of(
                        observation.at(),
                        observation.replicas(),
                        observation.measurements().stream().map(change).toList())
                .every(observation.interval())
                .with(observation.control())
                .with(observation.bounds());
    }

    /** Tolerance, fallback, and whether it abstains. */
    static Measurement withOptionsOf(Measurement measurement, Measurement changed) {
        Measurement other = measurement.tolerance().map(changed::tolerance).orElse(changed);
        other = measurement.isAbstaining() ? other.abstains() : other;
        return measurement.fallback().map(other::fallback).orElse(other);
    }
}
