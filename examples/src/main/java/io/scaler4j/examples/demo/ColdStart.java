package io.scaler4j.examples.demo;

import java.util.Comparator;
import java.util.List;

/**
 * One way from no worker to the first.
 *
 * @param at when the first request came, in seconds of the run
 * @param seconds from then to its answer
 * @param process seconds that the worker's process took until it was ready
 * @param waiting requests that waited when it was
 */
record ColdStart(double at, double seconds, double process, long waiting) {

    /**
     * Finds the cold starts of a run.
     *
     * @param starts of workers
     * @param answers that the clients got
     * @return one for each start of a worker while there was no other, if a request waited for it; in order
     */
    static List<ColdStart> of(List<WorkerPool.Start> starts, List<Answer> answers) {
        return starts.stream()
                .filter(WorkerPool.Start::isFirst)
                .flatMap(start -> {
                    List<Answer> waiting = answers.stream()
                            .filter(answer -> answer.sent() <= start.ready() && answer.ended() >= start.ready())
                            .toList();
                    return waiting.stream()
                            .min(Comparator.comparingDouble(Answer::sent))
                            .map(first -> new ColdStart(
                                    first.sent(), first.took(), start.ready() - start.begun(), waiting.size()))
                            .stream();
                })
                .sorted(Comparator.comparingDouble(ColdStart::at))
                .toList();
    }

    /** A sentence. */
    @Override
    public String toString() {
        return "cold start at %.1f s: the first request was answered after %.2f s, its worker took %.2f s to start, %d waited"
                .formatted(at, seconds, process, waiting);
    }
}
