package io.scaler4j.scaledobject.job;

import io.scaler4j.policy.Measurement;
import io.scaler4j.scaledobject.job.JobStep.Stage;
import java.util.ArrayList;
import java.util.List;

/** The steps of one decision. */
final class JobEvaluation {

    private final JobOptions options;
    private final JobBounds bounds;
    private final JobCounts counts;
    private final List<JobRecommendation> triggers;
    private final JobDemand demand;
    private final List<JobStep> steps = new ArrayList<>();

    private JobEvaluation(JobOptions options, JobBounds bounds, List<JobRecommendation> triggers, JobCounts counts) {
        this.options = options;
        this.bounds = bounds;
        this.counts = counts;
        this.triggers = triggers;
        demand = JobDemand.of(triggers, options.combination(), bounds);
    }

    static JobDecision of(JobOptions options, JobBounds bounds, List<Measurement> measurements, JobCounts counts) {
        List<JobRecommendation> triggers =
                measurements.stream().map(JobRecommendation::of).toList();
        return new JobEvaluation(options, bounds, triggers, counts).decide();
    }

    private JobDecision decide() {
        add(new JobStep(Stage.RECOMMEND, 0, demand.wanted(), demand.because()));
        if (demand.jobs() != demand.wanted()) {
            step(Stage.MAXIMUM, demand.jobs(), "at most " + bounds.beyond() + " above the minimum");
        }
        if (counts.running().isEmpty()) {
            step(Stage.UNKNOWN, 0, "how many jobs run is not known, so none is created");
        } else {
            decide(counts.running().getAsInt());
        }
        return new JobDecision(last().to(), demand.isActive(), triggers, steps);
    }

    private void decide(int running) {
        if (running >= bounds.minimum()
                && options.combination().needsAll()
                && triggers.stream().anyMatch(JobRecommendation::isFailed)) {
            step(Stage.UNKNOWN, 0, "the " + options.combination() + " needs the number of every trigger");
            return;
        }
        JobScale scale = JobScale.of(options, bounds, demand, running, counts.mostPending());
        if (scale.effective() != last().to()) {
            step(scale.stage(), Math.max(0, scale.effective()), scale.because());
        }
        if (scale.queue() < last().to()) {
            step(Stage.QUEUE, scale.queue(), "the queue is " + scale.queue() + " long");
        }
    }

    private JobStep last() {
        return steps.get(steps.size() - 1);
    }

    private void step(Stage stage, int to, String because) {
        add(new JobStep(stage, last().to(), to, because));
    }

    private void add(JobStep step) {
        steps.add(step);
    }
}
