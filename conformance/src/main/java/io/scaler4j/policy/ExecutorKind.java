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
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One decision of KEDA's own loop, through one turn of a real autoscaler. The HPA beside it asks for what is there: the
 * triggers measure work for the current count, no window holds it, and the loop itself knows no maximum.
 */
final class ExecutorKind {

    private static final String PREFIX = "autoscaling.keda.sh/";
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final MetricTarget ONE_PER_REPLICA = MetricTarget.averageValue(1);
    private static final ScalingRules NO_WINDOW =
            ScalingRules.builder().stabilizationWindow(Duration.ZERO).build();
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
        int current = given.countIfAny("currentReplicas").orElse(0);
        Observation observation = Observation.of(Given.NOW, Replicas.of(current), measurements(current))
                .with(control());
        OneTurn turn = OneTurn.of(policy(), observation, before, target());
        boolean pausedEntirely = observation.control().isPaused();
        Result.Values result = Result.of(
                        "writeReplicas",
                        turn.written().isEmpty() ? null : turn.written().get(0))
                // A full pause is a separate stage, before those of this kind.
                .and(
                        "lastActiveTimeSet",
                        !pausedEntirely && !turn.state().lastActiveAt().equals(before.lastActiveAt()))
                .and("event", event(turn))
                .notCompared("ready", "active", "paused");
        if (pausedEntirely && !turn.written().isEmpty()) {
            return result.notAsked(
                    "KEDA brings a target to its paused count outside of its loop; one decision does both",
                    "writeReplicas");
        }
        return isLeftBelowTheMinimum(current)
                ? result.notAsked(
                        "KEDA leaves this count below the minimum to its HPA, which raises it at once; one decision does"
                                + " both",
                        "writeReplicas")
                : result;
    }

    /** KEDA itself raises what is inactive, and with an idle count what is active. */
    private boolean isLeftBelowTheMinimum(int current) {
        OptionalInt idle = spec.countIfAny("idleReplicaCount");
        boolean isIdle = current <= idle.orElse(0);
        boolean isBelow = current < spec.countIfAny("minReplicaCount").orElse(0);
        boolean raises = idle.isPresent() ? given.flag("isActive") : !given.flag("isActive") && !given.flag("isError");
        return isBelow && !isIdle && !raises;
    }

    private OneTurn.Target target() {
        if (!given.has("currentReplicas")) {
            return OneTurn.Target.CANNOT_BE_READ;
        }
        return given.flagOrFalse("scaleWriteFails") ? OneTurn.Target.CANNOT_BE_WRITTEN : OneTurn.Target.WORKS;
    }

    private ScalingPolicy policy() {
        var policy = ScalingPolicy.likeKeda()
                .replicas(spec.countIfAny("minReplicaCount").orElse(0), Integer.MAX_VALUE)
                .scaleUp(NO_WINDOW)
                .scaleDown(NO_WINDOW)
                .cooldown(Duration.ofSeconds(
                        spec.integerIfAny("cooldownPeriodSeconds").orElse(300)))
                .initialCooldown(Duration.ofSeconds(
                        spec.integerIfAny("initialCooldownPeriodSeconds").orElse(0)));
        spec.countIfAny("idleReplicaCount").ifPresent(policy::idleReplicas);
        return policy.build();
    }

    private ScalingState state() {
        long created = Micros.of(Given.ago(given, "secondsSinceCreation"));
        long active = given.has("secondsSinceLastActive")
                ? Micros.of(Given.ago(given, "secondsSinceLastActive"))
                : ScalingState.NEVER;
        return new ScalingState(
                created,
                Given.now(),
                Given.now(),
                active,
                false,
                false,
                RecommendationHistory.NONE,
                ScaleEvents.NONE,
                ScaleEvents.NONE,
                List.of());
    }

    /** An error is one that no fallback covers. */
    private List<Measurement> measurements(int current) {
        List<String> active = given.texts("activeTriggers");
        var measurements = new ArrayList<Measurement>();
        boolean isActive = given.flag("isActive");
        for (String name : isActive && active.isEmpty() ? List.of(UNNAMED) : active) {
            measurements.add(work(name, current, isActive));
        }
        if (given.flag("isError")) {
            measurements.add(Measurement.of(
                    "failing",
                    ONE_PER_REPLICA,
                    Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the source raises an error")));
        } else if (measurements.isEmpty()) {
            measurements.add(work(UNNAMED, current, false));
        }
        return measurements;
    }

    private static Measurement work(String trigger, int replicas, boolean active) {
        return Measurement.of(
                trigger,
                ONE_PER_REPLICA,
                Reading.value(replicas).activatingOn(active ? 1 : 0).build());
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
        return decision.explanation().recommendations().stream()
                .filter(Recommendation::isActive)
                .map(Recommendation::trigger)
                .filter(name -> !name.equals(UNNAMED))
                .toList();
    }
}
