package io.scaler4j.scaledobject.job;

import io.scaler4j.policy.Measurement;
import java.util.List;
import java.util.OptionalInt;

/**
 * Decides how many jobs to create, as KEDA does for a ScaledJob, as a pure function: equal inputs give equal decisions.
 * Jobs are never ended to scale in. Immutable.
 *
 * <pre>{@code
 * JobPolicy policy = JobPolicy.builder().jobs(0, 30).strategy(JobStrategy.ACCURATE).build();
 * JobDecision decision = policy.decide(measurements, policy.count(jobs));
 * create(decision.create());
 * policy.toDelete(jobs).forEach(this::delete);
 * }</pre>
 *
 * <p>It differs from KEDA where a read has failed, since that is never 0. KEDA takes jobs that cannot be listed for
 * none and creates all of them again; here none is created. KEDA takes pods that cannot be listed for running; here
 * their jobs count as pending. A trigger without a number is left out of {@link JobCombination#MAX} and
 * {@link JobCombination#SUM}, as in KEDA; where the number of each trigger is needed, for {@link JobCombination#MIN}
 * and {@link JobCombination#AVG}, only the minimum is kept.
 */
public final class JobPolicy {

    private final JobOptions options;
    private final JobBounds bounds;

    private JobPolicy(JobOptions options) {
        this.options = options;
        bounds = JobBounds.of(options.min(), options.max());
    }

    /**
     * {@return a builder with KEDA's defaults: 0 to 100 jobs, {@link JobStrategy#DEFAULT}, {@link JobCombination#MAX}}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Counts the jobs that run and those that are pending.
     *
     * @param jobs all jobs of the ScaledJob
     * @return the counts; a job whose pods are unknown counts as pending
     */
    public JobCounts count(List<Job> jobs) {
        int running = (int) jobs.stream().filter(job -> !job.isFinished()).count();
        int pending = (int) jobs.stream()
                .filter(job -> job.isPending(options.pendingPodConditions()))
                .count();
        return JobCounts.of(running, pending);
    }

    /**
     * Returns the finished jobs that the history limits do not keep.
     *
     * @param jobs all jobs of the ScaledJob
     * @return names of complete jobs, then of failed ones, each the oldest first; jobs without a time go last;
     *     unmodifiable
     */
    public List<String> toDelete(List<Job> jobs) {
        return options.history().beyond(jobs);
    }

    /**
     * Decides how many jobs to create.
     *
     * @param measurements what was read of each trigger; a trigger wants an
     *     {@link io.scaler4j.metric.MetricTarget.AverageValue AverageValue} target, of any other it gets no job, as in
     *     KEDA. Fallbacks and tolerances have no meaning here
     * @param counts how many jobs there are
     * @return the decision
     */
    public JobDecision decide(List<Measurement> measurements, JobCounts counts) {
        return JobEvaluation.of(options, bounds, measurements, counts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobPolicy that && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return options.hashCode();
    }

    @Override
    public String toString() {
        return options.toString();
    }

    /** Builds a {@link JobPolicy}. Not thread-safe. */
    public static final class Builder {

        private JobOptions options = JobOptions.DEFAULTS;

        private Builder() {}

        /**
         * Sets both bounds. KEDA: {@code minReplicaCount}, {@code maxReplicaCount}.
         *
         * @param min jobs that are kept running, with or without work; at least 0
         * @param max the most jobs; at least 0
         * @return this builder
         */
        public Builder jobs(int min, int max) {
            return minJobs(min).maxJobs(max);
        }

        /**
         * Sets the minimum alone. KEDA: {@code minReplicaCount}.
         *
         * @param min jobs that are kept running, with or without work; at least 0, 0 unless set. One above the maximum
         *     counts as the maximum, and KEDA then lets twice the maximum run
         * @return this builder
         */
        public Builder minJobs(int min) {
            options = options.withMin(OptionalInt.of(min));
            return this;
        }

        /**
         * Sets the maximum alone. KEDA: {@code maxReplicaCount}.
         *
         * @param max the most jobs; at least 0. Unless set, 100 above the minimum
         * @return this builder
         */
        public Builder maxJobs(int max) {
            options = options.withMax(OptionalInt.of(max));
            return this;
        }

        /**
         * Sets the strategy. KEDA: {@code scalingStrategy.strategy}.
         *
         * @param strategy {@link JobStrategy#DEFAULT} unless set
         * @return this builder
         */
        public Builder strategy(JobStrategy strategy) {
            options = options.withStrategy(strategy);
            return this;
        }

        /**
         * Sets {@link JobStrategy#CUSTOM} with its numbers.
         *
         * @param deduction taken off the wanted jobs; KEDA: {@code customScalingQueueLengthDeduction}
         * @param share the part of the running jobs that is taken off, such as 0.5; finite. KEDA:
         *     {@code customScalingRunningJobPercentage}
         * @return this builder
         */
        public Builder custom(int deduction, double share) {
            options = options.withCustom(new JobScale.Custom(deduction, share));
            return strategy(JobStrategy.CUSTOM);
        }

        /**
         * Sets how several triggers add up. KEDA: {@code scalingStrategy.multipleScalersCalculation}.
         *
         * @param combination {@link JobCombination#MAX} unless set
         * @return this builder
         */
        public Builder combination(JobCombination combination) {
            options = options.withCombination(combination);
            return this;
        }

        /**
         * Sets when a job is no longer pending. KEDA: {@code scalingStrategy.pendingPodConditions}.
         *
         * @param conditions that one pod of the job must all have; empty unless set, and then its phase counts
         * @return this builder
         */
        public Builder pendingPodConditions(List<String> conditions) {
            options = options.withPendingPodConditions(conditions);
            return this;
        }

        /**
         * Sets how many finished jobs are kept. KEDA: {@code successfulJobsHistoryLimit},
         * {@code failedJobsHistoryLimit}.
         *
         * @param successful at least 0; 100 unless set
         * @param failed at least 0; 100 unless set
         * @return this builder
         */
        public Builder history(int successful, int failed) {
            options = options.withHistory(new JobHistory(successful, failed));
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return an immutable policy
         * @throws io.scaler4j.config.InvalidConfigurationException with every problem
         */
        public JobPolicy build() {
            options.check();
            return new JobPolicy(options);
        }
    }
}
