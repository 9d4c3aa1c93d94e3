package io.scaler4j.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import io.scaler4j.metric.Resource;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.RememberedZero;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Tolerance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One recorded case, decided again turn by turn through {@link ScalingPolicy#decide}: every proposal and every count is
 * compared with what the real controller said. It ends at the first difference.
 *
 * <p>Where a proposal differs on purpose, the turn is decided once more with the controller's own proposals, so that
 * all that follows is still compared.
 */
final class RecordedRun {

    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");
    /** So long that no pause between two turns counts as a gap, which the HPA does not know. */
    private static final Duration NO_GAP = Duration.ofHours(1);

    static final String REPORTED_COUNT =
            "the tolerance is that of the desired count, which the HPA takes from the reported one";

    private static final int MOST_PODS = 400;
    private static final JsonNode PLAIN_POD = JsonNodeFactory.instance
            .objectNode()
            .put("ph", "Running")
            .put("rd", "True")
            .put("ra", 86_400)
            .put("sa", 86_400)
            .set("cs", JsonNodeFactory.instance.arrayNode().addObject());

    private final Supplier<ScalingPolicy.Builder> start;
    private final JsonNode given;
    private final JsonNode recorded;
    private final Set<String> onPurpose = new TreeSet<>();
    private ScalingState state = ScalingState.initial();
    private ScalingPolicy policy;
    private Instant at = START;
    private int desired;

    private RecordedRun(Supplier<ScalingPolicy.Builder> start, JsonNode given, JsonNode recorded) {
        this.start = start;
        this.given = given;
        this.recorded = recorded;
        policy = RecordedPolicy.of(start, given, given);
        desired = given.path("spec").asInt();
        state = remembering(RememberedZero.of(state, given.path("scaledToZero").asBoolean()));
    }

    /** With the gate HPAScaleToZero off, the controller takes every zero for someone else's. */
    private ScalingState remembering(ScalingState state) {
        boolean remembers = given.path("stz").asBoolean(true);
        return remembers ? state : RememberedZero.of(state, false);
    }

    /**
     * What came of it.
     *
     * @param difference of the first turn that was decided otherwise
     * @param onPurpose reasons for proposals that differ on purpose
     */
    record Outcome(Optional<String> difference, Set<String> onPurpose) {

        static Outcome failed(String sentence) {
            return new Outcome(Optional.of(sentence), Set.of());
        }
    }

    /**
     * Decides the whole case.
     *
     * @param given the case
     * @param recorded one {@code [from, to, [proposal or null, ...]]} for each turn
     */
    static Outcome of(JsonNode given, JsonNode recorded) {
        return of(ScalingPolicy::likeHpa, given, recorded);
    }

    /** The same with another policy to start from. */
    static Outcome of(Supplier<ScalingPolicy.Builder> start, JsonNode given, JsonNode recorded) {
        var run = new RecordedRun(start, given, recorded);
        return new Outcome(run.difference(), run.onPurpose);
    }

    private Optional<String> difference() {
        JsonNode turns = given.path("turns");
        if (turns.isEmpty() || turns.size() != recorded.size()) {
            throw new MalformedCaseException(turns.size() + " turns and " + recorded.size() + " recorded answers");
        }
        for (int i = 0; i < turns.size(); i++) {
            Optional<String> difference = turn(turns.get(i), recorded.get(i));
            if (difference.isPresent()) {
                return Optional.of("turn " + i + ": " + difference.get());
            }
        }
        return Optional.empty();
    }

    private Optional<String> turn(JsonNode turn, JsonNode answer) {
        at = at.plusMillis(turn.path("dt").asLong());
        if (turn.has("chg")) {
            policy = RecordedPolicy.of(start, given, turn.path("chg"));
        }
        desired = turn.path("set").asInt(desired);
        Observation observation = observation(given, turn, at, desired);
        Decision decision = policy.decide(state, observation);
        JsonNode proposals = answer.path(2);
        var asRecorded = new ArrayList<Measurement>();
        for (int i = 0; i < proposals.size(); i++) {
            Recommendation ours = decision.explanation().recommendations().get(i);
            Measurement measurement = observation.measurements().get(i);
            if (isSame(ours, proposals.get(i))) {
                asRecorded.add(measurement);
                continue;
            }
            if (!isOfReportedCount(measurement, observation.replicas(), proposals.get(i))) {
                return Optional.of("proposal of metric " + i + " expected " + proposals.get(i) + ", actual " + ours
                        + "; " + decision);
            }
            onPurpose.add(REPORTED_COUNT);
            asRecorded.add(proposing(measurement.trigger(), proposals.get(i)));
        }
        if (!proposals.isEmpty()) {
            observation = Observation.of(at, observation.replicas(), asRecorded).every(observation.interval());
            decision = policy.decide(state, observation);
        }
        int to = answer.path(1).asInt();
        if (decision.to() != to) {
            return Optional.of("expected " + desired + " -> " + to + ", actual " + decision + "; " + state);
        }
        boolean applied = decision.changes() && !turn.path("wf").asBoolean();
        state = remembering(decision.next(applied));
        desired = applied ? to : desired;
        return Optional.empty();
    }

    /** What a case's target and metrics say on one of its turns. */
    static Observation observation(JsonNode given, JsonNode turn, Instant at, int desired) {
        int count = Math.max(0, Math.min(MOST_PODS, desired + turn.path("k").asInt()));
        int reported = count == 0 ? 0 : Math.max(1, count + turn.path("sd").asInt());
        List<JsonNode> pods = pods(turn, count);
        long ready = pods.stream()
                .filter(pod -> pod.path("ph").asText().equals("Running")
                        && pod.path("rd").asText().equals("True"))
                .count();
        var readings = new RecordedReadings(given, turn, pods, at);
        var measurements = new ArrayList<Measurement>();
        JsonNode metrics = given.path("metrics");
        for (int i = 0; i < metrics.size(); i++) {
            Reading reading = readings.of(metrics.get(i), turn.path("obs").path(i));
            measurements.add(Measurement.of("m" + i, RecordedReadings.target(metrics.get(i)), reading));
        }
        Observation observation =
                Observation.of(at, new Replicas(desired, reported, Math.toIntExact(ready)), measurements);
        return given.path("gap").asBoolean() ? observation : observation.every(NO_GAP);
    }

    /** The templates over and over; without one, pods that are ready and have no metric. */
    private static List<JsonNode> pods(JsonNode turn, int count) {
        JsonNode templates = turn.path("pods");
        var pods = new ArrayList<JsonNode>();
        for (int i = 0; i < count; i++) {
            pods.add(templates.isEmpty() ? PLAIN_POD : templates.get(i % templates.size()));
        }
        return pods;
    }

    /**
     * Whether the controller looked at the count that the target reports, where this library looks at the one it was
     * asked for: a target that was asked for what it reports must then lead to the controller's very proposal.
     */
    private boolean isOfReportedCount(Measurement measurement, Replicas replicas, JsonNode theirs) {
        if (replicas.current() == replicas.desired()
                || !(measurement.target() instanceof MetricTarget.AverageValue)
                || !(measurement.reading() instanceof Reading.Value)) {
            return false;
        }
        var reported = new Replicas(replicas.current(), replicas.current(), replicas.ready());
        Decision decision = policy.decide(ScalingState.initial(), Observation.of(at, reported, measurement));
        return isSame(decision.explanation().recommendations().get(0), theirs);
    }

    private static boolean isSame(Recommendation ours, JsonNode theirs) {
        return theirs.isNull()
                ? !ours.isUsable()
                : ours.replicas().stream().anyMatch(count -> count == Math.max(0, theirs.asInt()));
    }

    /** A measurement that leads to exactly this proposal: so many replicas' worth, used by one replica, or by two. */
    private Measurement proposing(String trigger, JsonNode proposal) {
        if (proposal.isNull()) {
            return Measurement.of(
                    trigger,
                    MetricTarget.averageValue(1),
                    Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the controller has no proposal"));
        }
        int count = Math.max(0, proposal.asInt());
        int users = count == 1 ? 2 : 1; // with one, the ratio would be 1, and the desired count would hold
        var samples = new ArrayList<ReplicaSample>();
        for (int i = 0; i < users; i++) {
            samples.add(ReplicaSample.builder("user-" + i)
                    .usage(1000L * count / users, at, Duration.ZERO)
                    .build());
        }
        return Measurement.of(trigger, MetricTarget.averageValue(1), Reading.samples(Resource.OTHER, samples))
                .tolerance(Tolerance.of(0));
    }
}
