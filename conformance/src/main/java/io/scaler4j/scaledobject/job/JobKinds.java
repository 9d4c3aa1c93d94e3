package io.scaler4j.scaledobject.job;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds about ScaledJobs. They live in the package of the policy to reach its parts; class path only. */
public final class JobKinds {

    private JobKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("job_strategy", JobKinds::strategy)
                .evaluate("job_strategy_selection", JobKinds::selection)
                .evaluate("job_scaling_decision", JobKinds::decision)
                .evaluate("job_multi_scaler", JobKinds::combination)
                .evaluate("job_target_average", JobKinds::targetAverage)
                .evaluate("job_replica_bounds", JobKinds::bounds)
                .evaluate("job_pending_count", JobKinds::pending)
                .evaluate("job_cleanup", JobKinds::cleanup)
                .evaluate("job_finished", JobKinds::finished)
                .evaluate("job_create", JobKinds::create)
                .evaluate("job_template", JobKinds::template);
    }

    /** The inputs are those above the minimum. */
    private static Result strategy(Fields given) {
        return result(scaled(given, new JobBounds(0, given.count("maxReplicaCount"))));
    }

    private static Result decision(Fields given) {
        JobScale scale = scaled(given, replicas(given));
        return result(scale).and("jobsToCreate", Math.max(0, Math.min(scale.effective(), scale.queue())));
    }

    private static JobScale scaled(Fields given, JobBounds bounds) {
        int jobs = given.count("maxScale");
        return JobScale.of(
                options(given),
                bounds,
                new JobDemand(true, given.count("scaleTo"), jobs, jobs, "as given"),
                given.count("runningJobCount"),
                given.count("pendingJobCount"));
    }

    private static Result.Values result(JobScale scale) {
        return Result.of("effectiveMaxScale", scale.effective()).and("scaleTo", scale.queue());
    }

    private static JobOptions options(Fields given) {
        String share = share(given);
        return JobOptions.DEFAULTS
                .withCustom(new JobScale.Custom(
                        given.countIfAny("customScalingQueueLengthDeduction").orElse(0),
                        JobShare.of(share).orElse(0)))
                .withStrategy(picked(given));
    }

    private static Result selection(Fields given) {
        return Result.of("selected", picked(given).name().toLowerCase(Locale.ROOT));
    }

    private static JobStrategy picked(Fields given) {
        return JobStrategy.of(given.textIfAny("strategy").orElse(""), share(given));
    }

    private static String share(Fields given) {
        return given.textIfAny("customScalingRunningJobPercentage").orElse("");
    }

    private static Result combination(Fields given) {
        var triggers = new ArrayList<JobRecommendation>();
        for (Fields scaler : given.objects("scalers")) {
            triggers.add(JobRecommendation.of(measurement("trigger " + triggers.size(), scaler)));
        }
        JobDemand demand = JobDemand.of(
                triggers,
                JobCombination.of(given.textIfAny("multipleScalersCalculation").orElse("")),
                replicas(given));
        return Result.of("isActive", demand.isActive())
                .and("scaleTo", demand.queue())
                .and("maxScale", demand.jobs());
    }

    /** A target without an average is one in total. */
    private static Measurement measurement(String name, Fields scaler) {
        double average = scaler.number("targetAverageValue");
        MetricTarget target = average == 0 ? MetricTarget.value(1) : MetricTarget.averageValue(average);
        Reading reading = Reading.value(scaler.number("queueLength"))
                .activatingOn(scaler.flag("isActive") ? 1 : 0)
                .build();
        return Measurement.of(name, target, reading);
    }

    private static Result targetAverage(Fields given) {
        List<MetricTarget> targets = given.numbersOrNull("averageValues").stream()
                .<MetricTarget>map(value -> value.filter(number -> number > 0)
                        .<MetricTarget>map(MetricTarget::averageValue)
                        .orElse(MetricTarget.value(1)))
                .toList();
        return Result.of("average", JobRecommendation.targetAverage(targets));
    }

    private static Result bounds(Fields given) {
        JobBounds bounds = replicas(given);
        return Result.of("effectiveMin", bounds.minimum()).and("effectiveMax", bounds.beyond());
    }

    private static JobBounds replicas(Fields given) {
        return JobBounds.of(given.countIfAny("minReplicaCount"), given.countIfAny("maxReplicaCount"));
    }

    private static Result pending(Fields given) {
        List<String> conditions = given.has("pendingPodConditions") ? given.texts("pendingPodConditions") : List.of();
        List<Job> jobs = given.objects("unfinishedJobs").stream()
                .map(job -> new Job("any", Job.Outcome.UNFINISHED, Optional.empty(), Optional.of(pods(job))))
                .toList();
        JobCounts counts =
                JobPolicy.builder().pendingPodConditions(conditions).build().count(jobs);
        return Result.of("pendingJobCount", counts.pending().getAsInt());
    }

    private static List<Job.Pod> pods(Fields job) {
        return job.objectsIfAny("pods").stream()
                .map(pod -> new Job.Pod(
                        pod.textIfAny("phase").orElse(""),
                        new HashSet<>(pod.has("trueConditions") ? pod.texts("trueConditions") : List.of())))
                .toList();
    }

    private static Result cleanup(Fields given) {
        List<Job> jobs = given.objects("jobs").stream().map(JobKinds::job).toList();
        JobPolicy policy = JobPolicy.builder()
                .history(
                        given.countIfAny("successfulJobsHistoryLimit").orElse(100),
                        given.countIfAny("failedJobsHistoryLimit").orElse(100))
                .build();
        return Result.of("deleted", policy.toDelete(jobs));
    }

    private static Job job(Fields job) {
        return new Job(
                job.text("name"),
                Job.Outcome.of(job.textIfAny("finished").map(List::of).orElse(List.of())),
                job.textIfAny("completionTime")
                        .map(text -> OffsetDateTime.parse(text).toInstant()),
                Optional.empty());
    }

    private static Result finished(Fields given) {
        Job.Outcome outcome = Job.Outcome.of(given.objectsIfAny("conditions").stream()
                .filter(condition -> condition.text("status").equals("True"))
                .map(condition -> condition.text("type"))
                .toList());
        boolean finished = outcome != Job.Outcome.UNFINISHED;
        var result = Result.of("finished", finished);
        return finished
                ? result.and("finishedType", outcome == Job.Outcome.COMPLETE ? "Complete" : "Failed")
                : result.notCompared("finishedType");
    }

    /** The demand is what is left after the strategy. */
    private static Result create(Fields given) {
        int jobs = Math.max(0, given.count("maxScale"));
        Measurement all = Measurement.of(
                "any",
                MetricTarget.averageValue((double) Math.max(1, given.count("scaleTo")) / Math.max(1, jobs)),
                Reading.of(given.count("scaleTo")));
        JobDecision decision = JobPolicy.builder().maxJobs(jobs).build().decide(List.of(all), JobCounts.of(0, 0));
        return Result.of("jobsCreated", decision.create())
                .and(
                        "generateName",
                        metadata(given.text("scaledJobName"), given).generateName());
    }

    private static Result template(Fields given) {
        JobMetadata metadata = metadata(given.text("scaledJobName"), given);
        return Result.of("restartPolicy", metadata.restartPolicy())
                .and("labels", metadata.labels())
                .and("annotations", metadata.annotations())
                .and("generateName", metadata.generateName());
    }

    private static JobMetadata metadata(String name, Fields given) {
        return JobMetadata.of(
                name,
                given.objectIfAny("labels").map(Fields::asTexts).orElse(Map.of()),
                given.objectIfAny("annotations").map(Fields::asTexts).orElse(Map.of()),
                given.integerIfAny("generation").orElse(0),
                given.textIfAny("restartPolicy").orElse(""));
    }
}
