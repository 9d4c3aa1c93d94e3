package io.scaler4j.scaledobject.job;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many finished jobs are kept.
 *
 * @param successful at least 0
 * @param failed at least 0
 */
record JobHistory(int successful, int failed) {

    /** The oldest first. When a job without a time finished is not known, so it is among the last to go. */
    private static final Comparator<Job> BY_AGE = Comparator.comparing(
                    (Job job) -> job.finishedAt().orElse(Instant.MAX))
            .thenComparing(Job::name);

    List<String> beyond(List<Job> jobs) {
        return Stream.concat(oldest(jobs, Job.Outcome.COMPLETE, successful), oldest(jobs, Job.Outcome.FAILED, failed))
                .map(Job::name)
                .toList();
    }

    private static Stream<Job> oldest(List<Job> jobs, Job.Outcome outcome, int kept) {
        List<Job> finished = jobs.stream()
                .filter(job -> job.outcome() == outcome)
                .sorted(BY_AGE)
                .toList();
        return finished.stream().limit(Math.max(0, finished.size() - kept));
    }
}
