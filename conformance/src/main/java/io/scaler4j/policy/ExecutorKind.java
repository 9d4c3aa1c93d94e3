package io.scaler4j.policy;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One decision of KEDA's own loop: the activation stages alone, through one turn of a real autoscaler. */
final class ExecutorKind {

    private static final String PREFIX = "autoscaling.keda.sh/";
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final MetricTarget ANY = MetricTarget.averageValue(1);
    /** Makes the target active where a case names no trigger that does. */
    private static final String UNNAMED = "unnamed";

    private final Fields given;
    private final Fields spec;

    private ExecutorKind(Fields given) {
        this.given = given;
        this.spec = given.object("spec");
    }

    static void register(Kinds kinds) {
        kinds.evaluate("executor_decision", given -> new ExecutorKind(given).evaluate());
    }

    private Result evaluate() {
        ScalingState before = state();
        PolicySettings settings = settings();
        int current = given.countIfAny("currentReplicas").orElse(0);
        Observation observation =
                Observation.of(Given.NOW, Replicas.of(current), measurements()).with(control());
        ScalingPolicy activation = (state, seen) -> new Evaluation(settings, state, observation).activationAlone();
        OneTurn turn = OneTurn.of(activation, before, Replicas.of(current), target());
        boolean pausedEntirely = observation.control().isPaused();
        return Result.of(
                        "writeReplicas",
                        turn.written().isEmpty() ? null : turn.written().get(0))
                // A full pause is a stage of its own, before those of this kind.
                .and(
                        "lastActiveTimeSet",
                        !pausedEntirely && !turn.state().lastActiveAt().equals(before.lastActiveAt()))
                .and("event", event(turn))
                .notCompared("ready", "active", "paused");
    }

    private OneTurn.Target target() {
        if (!given.has("currentReplicas")) {
            return OneTurn.Target.CANNOT_BE_READ;
        }
        return given.flagOrFalse("scaleWriteFails") ? OneTurn.Target.CANNOT_BE_WRITTEN : OneTurn.Target.WORKS;
    }

    private PolicySettings settings() {
        var policy = ScalingPolicy.builder()
                .replicas(
                        spec.countIfAny("minReplicaCount").orElse(0),
                        spec.countIfAny("maxReplicaCount").orElse(100))
                .cooldown(Duration.ofSeconds(
                        spec.integerIfAny("cooldownPeriodSeconds").orElse(300)))
                .initialCooldown(Duration.ofSeconds(
                        spec.integerIfAny("initialCooldownPeriodSeconds").orElse(0)))
                .activation(ActivationMode.MINIMAL);
        spec.countIfAny("idleReplicaCount").ifPresent(policy::idleReplicas);
        return ((StagedPolicy) policy.build()).settings();
    }

    private ScalingState state() {
        long created = Micros.of(Given.ago(given, "secondsSinceCreation"));
        long active = given.has("secondsSinceLastActive")
                ? Micros.of(Given.ago(given, "secondsSinceLastActive"))
                : ScalingState.NEVER;
        return Given.state(created, active, false, Recommendations.NONE, List.of());
    }

    /** An error is one that no fallback covers. */
    private List<Measurement> measurements() {
        List<String> active = given.texts("activeTriggers");
        var measurements = new ArrayList<Measurement>();
        boolean isActive = given.flag("isActive");
        for (String name : isActive && active.isEmpty() ? List.of(UNNAMED) : active) {
            measurements.add(Measurement.of(name, ANY, Reading.of(isActive ? 1 : 0)));
        }
        if (given.flag("isError")) {
            measurements.add(Measurement.of(
                    "failing", ANY, Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error")));
        } else if (measurements.isEmpty()) {
            measurements.add(Measurement.of(UNNAMED, ANY, Reading.of(0)));
        }
        return measurements;
    }

    private Control control() {
        Control control = Control.none().forceActivation(annotated("force-activation"));
        control = annotated("paused-scale-in") ? control.pauseScaleIn() : control;
        control = annotated("paused-scale-out") ? control.pauseScaleOut() : control;
        Optional<String> count = annotation("paused-replicas");
        if (count.isPresent()) {
            // Even a text that is no count pauses.
            return count.get().matches("[0-9]{1,9}") ? control.pauseAt(Integer.parseInt(count.get())) : control.pause();
        }
        return annotated("paused") ? control.pause() : control;
    }

    /** In KEDA any text but those for false means true. */
    private boolean annotated(String name) {
        return annotation(name).filter(text -> !FALSE.contains(text)).isPresent();
    }

    private Optional<String> annotation(String name) {
        return given.objectIfAny("annotations").flatMap(annotations -> annotations.textIfAny(PREFIX + name));
    }

    private static @Nullable Object event(OneTurn turn) {
        Decision decision = turn.decision().orElse(null);
        if (decision == null || !decision.changes()) {
            return null;
        }
        Step step = decision.explanation().steps().get(0);
        return switch (step.stage()) {
            case ACTIVATE -> event(turn, decision, "KEDAScaleTargetActivated", "KEDAScaleTargetActivationFailed");
            case DEACTIVATE -> event(turn, decision, "KEDAScaleTargetDeactivated", "KEDAScaleTargetDeactivationFailed");
            default -> null;
        };
    }

    private static Map<String, Object> event(OneTurn turn, Decision decision, String done, String failed) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", Result.Uncompared.INSTANCE);
        event.put("reason", turn.confirmed() ? done : failed);
        if (turn.confirmed()) {
            event.put("fromReplicas", decision.from());
            event.put("toReplicas", decision.to());
        }
        Reason reason = decision.explanation().steps().get(0).reason();
        if (turn.confirmed() && (reason == Reason.ACTIVE || reason == Reason.FORCED)) {
            event.put("cause", Result.Uncompared.INSTANCE);
        }
        if (turn.confirmed() && reason == Reason.ACTIVE) {
            event.put("triggeredBy", activeTriggers(decision));
        }
        return event;
    }

    private static List<String> activeTriggers(Decision decision) {
        return decision.explanation().proposals().stream()
                .filter(Proposal::isActive)
                .map(Proposal::trigger)
                .filter(name -> !name.equals(UNNAMED))
                .toList();
    }
}
