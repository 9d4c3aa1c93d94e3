package io.scaler4j.scaledobject.job;

import java.util.List;
import java.util.OptionalInt;

/**
 * KEDA's ScaledJob once more, as its specification puts it: one number after the other, and nothing about why.
 *
 * @param min {@code minReplicaCount}
 * @param max {@code maxReplicaCount}
 * @param strategy {@code scalingStrategy.strategy}
 * @param deduction of the custom strategy
 * @param share of the custom strategy
 * @param combination {@code multipleScalersCalculation}
 */
record JobModel(
        OptionalInt min,
        OptionalInt max,
        JobStrategy strategy,
        int deduction,
        double share,
        JobCombination combination) {

    /** What is read of a trigger. */
    record Queue(double length, double perJob, boolean isActive) {}

    JobPolicy policy() {
        JobPolicy.Builder policy = JobPolicy.builder().combination(combination);
        min.ifPresent(policy::minJobs);
        max.ifPresent(policy::maxJobs);
        return policy.custom(deduction, share).strategy(strategy).build();
    }

    private boolean isUpsideDown() {
        return max.isPresent() && min.orElse(0) > max.getAsInt();
    }

    int least() {
        return isUpsideDown() ? max.getAsInt() : min.orElse(0);
    }

    int beyond() {
        if (isUpsideDown()) {
            return max.getAsInt();
        }
        return max.isPresent() ? max.getAsInt() - least() : 100;
    }

    int create(List<Queue> queues, int running, int pending) {
        double queue = 0;
        double jobs = 0;
        int active = 0;
        for (Queue one : queues) {
            if (!one.isActive()) {
                continue;
            }
            double worth = one.perJob() == 0 ? 0 : Math.min(one.length() / one.perJob(), beyond());
            boolean taken = switch (combination) {
                case MAX -> one.length() > queue;
                case MIN -> queue == 0 || one.length() < queue;
                case AVG, SUM -> true;
            };
            if (!taken) {
                continue;
            }
            boolean adds = combination == JobCombination.AVG || combination == JobCombination.SUM;
            queue = adds ? queue + one.length() : one.length();
            jobs = adds ? jobs + worth : worth;
            active++;
        }
        if (combination == JobCombination.AVG && active > 0) {
            queue /= active;
            jobs /= active;
        }
        long to = (long) Math.ceil(queue);
        long most = (long) Math.ceil(Math.min(jobs, beyond()));
        long effective;
        if (running < least()) {
            effective = least() - running;
            to = effective;
        } else {
            long extra = running - least();
            effective = switch (strategy) {
                case DEFAULT -> most - extra;
                case CUSTOM -> Math.min(most - deduction - (long) (extra * share), beyond());
                case ACCURATE -> most + extra - pending > beyond() ? beyond() - extra : most - pending;
                case EAGER -> Math.min(beyond() - extra - pending, most);
            };
            to = strategy == JobStrategy.EAGER ? beyond() : to;
        }
        boolean isActive = active > 0 || least() > 0;
        return isActive ? (int) Math.max(0, Math.min(to, effective)) : 0;
    }
}
