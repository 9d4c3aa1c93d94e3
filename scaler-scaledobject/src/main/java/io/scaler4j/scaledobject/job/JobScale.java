package io.scaler4j.scaledobject.job;

import io.scaler4j.scaledobject.job.JobStep.Stage;

/**
 * What the minimum and the strategy make of the demand.
 *
 * @param stage which of them it was
 * @param effective how many jobs may be created; below 0 if more run than are wanted
 * @param queue how many jobs at most, whatever is wanted
 * @param because how it came to that, for people
 */
record JobScale(Stage stage, int effective, int queue, String because) {

    /** More jobs than there are of any kind, and few enough for sums not to overflow. */
    private static final double FAR_BEYOND = 1e15;

    /**
     * The numbers of the custom strategy.
     *
     * @param deduction taken off in any case
     * @param share the part of the running jobs that is taken off
     */
    record Custom(int deduction, double share) {}

    /**
     * Brings the jobs up to the minimum or, where it runs, applies the strategy.
     *
     * @param running jobs that have not finished
     * @param pending jobs that have not begun to work
     */
    static JobScale of(JobOptions options, JobBounds bounds, JobDemand demand, int running, int pending) {
        if (running < bounds.minimum()) {
            int missing = bounds.minimum() - running;
            return new JobScale(Stage.MINIMUM, missing, missing, running + " of at least " + bounds.minimum() + " run");
        }
        return strategy(options, demand, running - bounds.minimum(), pending, bounds.beyond());
    }

    private static JobScale strategy(JobOptions options, JobDemand demand, int running, int pending, int beyond) {
        long jobs = demand.jobs();
        String runs = options.strategy() + ": " + running + " run above the minimum";
        return switch (options.strategy()) {
            case DEFAULT -> of(jobs - running, demand.queue(), runs);
            case CUSTOM -> custom(options.custom(), demand, running, beyond);
            case ACCURATE ->
                jobs + running - pending > beyond
                        ? of((long) beyond - running, demand.queue(), runs + ", of at most " + beyond)
                        : of(jobs - pending, demand.queue(), "ACCURATE: " + pending + " are pending");
            case EAGER ->
                of(
                        Math.min((long) beyond - running - pending, jobs),
                        beyond,
                        runs + " and " + pending + " are pending, of at most " + beyond);
        };
    }

    private static JobScale custom(Custom custom, JobDemand demand, int running, int beyond) {
        long part = (long) Math.max(-FAR_BEYOND, Math.min(FAR_BEYOND, running * custom.share()));
        return of(
                Math.min((long) demand.jobs() - custom.deduction() - part, beyond),
                demand.queue(),
                "CUSTOM: less " + custom.deduction() + ", and less " + part + " of " + running
                        + " that run above the minimum");
    }

    private static JobScale of(long effective, int queue, String because) {
        int clamped = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, effective));
        return new JobScale(Stage.STRATEGY, clamped, queue, because);
    }
}
