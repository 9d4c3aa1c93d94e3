package io.scaler4j.scaledobject.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many jobs to create, and why. Immutable.
 *
 * @param create how many jobs, at least 0
 * @param isActive whether there is work or a minimum to keep; KEDA then records the time
 * @param recommendations what each trigger asked for, in the order of the measurements; unmodifiable
 * @param steps how the number came about, at least one, in their order; unmodifiable
 */
public record JobDecision(int create, boolean isActive, List<JobRecommendation> recommendations, List<JobStep> steps) {

    /**
     * Copies the lists.
     *
     * @param create at least 0
     * @param isActive as above
     * @param recommendations may be empty
     * @param steps at least one
     */
    public JobDecision {
        recommendations = List.copyOf(recommendations);
        steps = List.copyOf(steps);
        if (create < 0 || steps.isEmpty()) {
            throw new IllegalArgumentException(
                    "a decision needs a number of jobs of at least 0 and a step, were " + create + " and " + steps);
        }
    }

    /** {@return names of the triggers without a number, in their order; unmodifiable} */
    public List<String> failed() {
        return recommendations.stream()
                .filter(JobRecommendation::isFailed)
                .map(JobRecommendation::trigger)
                .toList();
    }

    /** {@return the step that decided: the last one that changed the number, or else the first} */
    public JobStep binding() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            JobStep step = steps.get(i);
            if (step.from() != step.to()) {
                return step;
            }
        }
        return steps.get(0);
    }

    /**
     * The decision as plain values, for structured logs: maps, lists, texts, numbers and flags only.
     *
     * @return an unmodifiable map in a fixed order
     */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("create", create);
        map.put("active", isActive);
        map.put("stage", binding().stage().name());
        map.put("steps", steps.stream().map(JobDecision::map).toList());
        map.put("triggers", recommendations.stream().map(JobDecision::map).toList());
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Object> map(JobStep step) {
        var map = new LinkedHashMap<String, Object>();
        map.put("stage", step.stage().name());
        map.put("from", step.from());
        map.put("to", step.to());
        map.put("because", step.because());
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Object> map(JobRecommendation one) {
        var map = new LinkedHashMap<String, Object>();
        map.put("trigger", one.trigger());
        map.put("state", one.state().name());
        map.put("queue", one.queue());
        map.put("jobs", one.jobs());
        map.put("because", one.because());
        return Collections.unmodifiableMap(map);
    }

    /** The steps on one line, separated by {@code " · "}; triggers without a number first. */
    @Override
    public String toString() {
        return Stream.concat(
                        recommendations.stream()
                                .filter(JobRecommendation::isFailed)
                                .map(JobRecommendation::toString),
                        steps.stream().map(JobStep::toString))
                .collect(Collectors.joining(" · "));
    }
}
