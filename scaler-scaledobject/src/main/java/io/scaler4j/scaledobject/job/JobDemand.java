package io.scaler4j.scaledobject.job;

import java.util.List;

/**
 * What the active triggers ask for together.
 *
 * @param isActive whether there is work, or a minimum to keep
 * @param queue how long the queue is: no more jobs are created in one turn
 * @param wanted how many jobs that is worth without a maximum
 * @param jobs the same within the maximum
 * @param because whose number it is, for people
 */
record JobDemand(boolean isActive, int queue, int wanted, int jobs, String because) {

    /** Numbers of the triggers, added up or picked. */
    private record Sum(int count, double queue, double wanted, double jobs, String because) {

        static final Sum NONE = new Sum(0, 0, 0, 0, "no active trigger has a queue");

        static Sum of(JobRecommendation one, int beyond) {
            return new Sum(
                    1, one.queue(), one.jobs(), Math.min(one.jobs(), beyond), one.trigger() + " has " + one.because());
        }

        Sum plus(Sum one) {
            return new Sum(
                    count + 1,
                    queue + one.queue,
                    wanted + one.wanted,
                    jobs + one.jobs,
                    count == 0 ? one.because : because + ", " + one.because);
        }

        Sum mean() {
            return count == 0 ? this : new Sum(count, queue / count, wanted / count, jobs / count, because);
        }

        /** KEDA's minimum takes the first queue, and every shorter one; after a queue of 0 the next one, too. */
        Sum orShorter(Sum one) {
            return queue == 0 || one.queue < queue ? one : this;
        }

        Sum orLonger(Sum one) {
            return one.queue > queue ? one : this;
        }
    }

    static JobDemand of(List<JobRecommendation> triggers, JobCombination combination, JobBounds bounds) {
        Sum sum = Sum.NONE;
        for (JobRecommendation one : triggers) {
            if (one.isActive()) {
                Sum other = Sum.of(one, bounds.beyond());
                sum = switch (combination) {
                    case MAX -> sum.orLonger(other);
                    case MIN -> sum.orShorter(other);
                    case AVG, SUM -> sum.plus(other);
                };
            }
        }
        Sum all = combination == JobCombination.AVG ? sum.mean() : sum;
        return new JobDemand(
                all.count() > 0 || bounds.minimum() > 0,
                ceil(all.queue()),
                ceil(all.wanted()),
                ceil(Math.min(all.jobs(), bounds.beyond())),
                text(all, combination));
    }

    private static String text(Sum sum, JobCombination combination) {
        return switch (combination) {
            case AVG -> "the mean: " + sum.because();
            case SUM -> "the sum: " + sum.because();
            case MAX, MIN -> sum.because();
        };
    }

    /** A cast of a double that is too large gives the largest int. */
    private static int ceil(double number) {
        return (int) Math.ceil(number);
    }
}
