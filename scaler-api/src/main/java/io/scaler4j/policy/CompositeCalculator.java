package io.scaler4j.policy;

import io.scaler4j.metric.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what is known of a composite's inputs into what it recommends. */
final class CompositeCalculator {

    private final Composite composite;
    private final List<Recommendation> inputs;
    private final Replicas replicas;
    private final Tolerance tolerance;

    private CompositeCalculator(
            Composite composite, List<Recommendation> inputs, Replicas replicas, Tolerance tolerance) {
        this.composite = composite;
        this.inputs = inputs;
        this.replicas = replicas;
        this.tolerance = tolerance;
    }

    /** @param triggers one recommendation for each measurement */
    static Recommendation recommend(
            Composite composite, List<Recommendation> triggers, Replicas replicas, Tolerance tolerance) {
        var inputs = new ArrayList<Recommendation>(composite.triggers().size());
        for (String name : composite.triggers()) {
            Recommendation input = find(name, triggers);
            String problem = problem(name, input);
            if (problem != null || input == null) {
                return unusable(composite, Reading.Failure.Kind.MISCONFIGURED, String.valueOf(problem));
            }
            inputs.add(input);
        }
        return new CompositeCalculator(composite, inputs, replicas, tolerance).recommend(triggers);
    }

    private static @Nullable Recommendation find(String name, List<Recommendation> triggers) {
        for (Recommendation trigger : triggers) {
            if (trigger.trigger().equals(name)) {
                return trigger;
            }
        }
        return null;
    }

    /** What keeps the formula from ever having its input. */
    private static @Nullable String problem(String name, @Nullable Recommendation input) {
        String named = "the formula names trigger \"" + name + "\", which ";
        if (input == null) {
            return named + "was not measured; add the trigger, or take its name out of the formula";
        }
        if (input.reading() instanceof Reading.Samples) {
            return named + "samples replicas and has no single value; take its name out of the formula";
        }
        return input.measurement().isAbstaining()
                ? named
                        + "abstains from activation, so it is not read while the target is idle; take its name out of the"
                        + " formula, or let it take part"
                : null;
    }

    private Recommendation recommend(List<Recommendation> triggers) {
        Recommendation covered = firstCovered(triggers, false);
        if (covered != null) {
            return fallback(covered, covered.reading(), covered.text().failedTimes());
        }
        List<Recommendation> missing = inputs.stream()
                .filter(input -> input.isFailed() && !input.isCovered())
                .toList();
        return missing.isEmpty() ? calculated(firstCovered(triggers, true)) : unknown(missing);
    }

    /**
     * In the order of the triggers, which is KEDA's.
     *
     * @param leftToFormula whether the fallback leaves the decision to the formula
     */
    private @Nullable Recommendation firstCovered(List<Recommendation> triggers, boolean leftToFormula) {
        for (Recommendation trigger : triggers) {
            if (trigger.isCovered()
                    && Composition.isLeftToFormula(trigger) == leftToFormula
                    && inputs.contains(trigger)) {
                return trigger;
            }
        }
        return null;
    }

    private Recommendation unknown(List<Recommendation> missing) {
        String sentences = missing.stream()
                .map(input -> input.trigger() + ": " + sentence(input.reading()))
                .collect(Collectors.joining("; "));
        return unusable(composite, kind(missing.get(0).reading()), sentences);
    }

    private static String sentence(Reading reading) {
        return reading instanceof Reading.Failure failure ? failure.message() : reading.toString();
    }

    private static Reading.Failure.Kind kind(Reading reading) {
        return reading instanceof Reading.Failure failure ? failure.kind() : Reading.Failure.Kind.MISMATCH;
    }

    /** @param nil the input whose fallback applies if the formula gives nil */
    private Recommendation calculated(@Nullable Recommendation nil) {
        double ifNil = nil == null ? Double.NaN : Composition.ifNil(composite.target(), fallbackReplicas(nil));
        double value;
        try {
            value = evaluate(ifNil);
            // Another value in place of nil tells a nil from a result that happens to be the same.
            if (nil != null && value == ifNil && evaluate(Math.nextUp(ifNil)) != ifNil) {
                return fallback(
                        nil,
                        Reading.failure(Reading.Failure.Kind.EMPTY, "the formula gives nil"),
                        "the formula gives nil" + given());
            }
        } catch (RuntimeException e) {
            return unusable(
                    composite, Reading.Failure.Kind.MISCONFIGURED, "the formula fails: " + describe(e) + given());
        }
        if (!Double.isFinite(value)) {
            return unusable(composite, Reading.Failure.Kind.NON_FINITE, "the formula gives " + value + given());
        }
        Measurement measurement = Measurement.of(
                composite.metric(), Reading.valueOfMilli((long) (value * 1000)).build());
        return TriggerCalculator.recommend(measurement, replicas, tolerance, Instant.EPOCH)
                .with(new Composition(inputs, null, replicas.ready()));
    }

    private double evaluate(double ifNil) {
        var values = new double[inputs.size()];
        for (int i = 0; i < values.length; i++) {
            Recommendation input = inputs.get(i);
            values[i] = input.reading() instanceof Reading.Value value
                    ? Composition.milli(input.measurement(), value) / 1000.0
                    : Double.NaN;
        }
        return composite.formula().evaluate(values, ifNil);
    }

    private Recommendation fallback(Recommendation input, Reading reading, String failure) {
        return Recommendation.exactly(
                Measurement.of(composite.metric(), reading),
                fallbackReplicas(input),
                failure,
                new Composition(inputs, input, replicas.ready()));
    }

    private int fallbackReplicas(Recommendation input) {
        Fallback fallback = input.measurement().fallbackOrNull();
        return fallback == null ? replicas.desired() : fallback.recommendation(replicas.desired());
    }

    private static Recommendation unusable(Composite composite, Reading.Failure.Kind kind, String sentence) {
        Reading failure = Reading.failure(kind, sentence);
        return Recommendation.unusable(Measurement.of(composite.metric(), failure), failure.toString());
    }

    private String given() {
        return inputs.isEmpty() ? "" : " (" + new Composition(inputs, null, replicas.ready()).inputsText() + ")";
    }

    private static String describe(RuntimeException thrown) {
        String name = thrown.getClass().getSimpleName();
        if (thrown.getMessage() == null) {
            return name;
        }
        return thrown instanceof ArithmeticException ? thrown.getMessage() : name + ": " + thrown.getMessage();
    }
}
