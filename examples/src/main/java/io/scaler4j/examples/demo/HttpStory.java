package io.scaler4j.examples.demo;

import io.scaler4j.Turn;
import io.scaler4j.http.proxy.Exchange;
import io.scaler4j.simulation.Replay;
import io.scaler4j.simulation.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that the demo of requests has found out.
 *
 * @param planned how many requests the load has
 * @param answers what the clients got
 * @param exchanges the same requests as the interceptor saw them
 * @param starts of workers
 * @param turns of the autoscaler, each with a decision
 * @param replay of what was recorded of them; empty without a turn
 */
record HttpStory(
        int planned,
        List<Answer> answers,
        List<Exchange> exchanges,
        List<WorkerPool.Start> starts,
        List<Turn> turns,
        Optional<Replay> replay) {

    private static final int LEAST_PEAK = 3;
    private static final int LEAST_COLD_STARTS = 2;

    HttpStory {
        answers =
                answers.stream().sorted(Comparator.comparingInt(Answer::number)).toList();
        exchanges = List.copyOf(exchanges);
        starts = List.copyOf(starts);
        turns = List.copyOf(turns);
    }

    List<Story.Condition> conditions() {
        return List.of(
                new Story.Condition(good() == planned, "every request answered with 200: " + answered()),
                new Story.Condition(
                        coldStarts().size() >= LEAST_COLD_STARTS,
                        "at least %d cold starts: %d"
                                .formatted(LEAST_COLD_STARTS, coldStarts().size())),
                new Story.Condition(
                        peak() >= LEAST_PEAK, "peak of at least %d workers: %d".formatted(LEAST_PEAK, peak())),
                new Story.Condition(
                        replicas().get(0) == 0 && last() == 0 && zeros() > LEAST_COLD_STARTS,
                        "from 0 up and back to 0, twice: " + replicaSeries()));
    }

    /** The report, before the last line. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        coldStarts().stream().map(ColdStart::toString).forEach(lines::add);
        lines.add("held: " + held());
        lines.add("replicas: " + replicaSeries());
        lines.add("answers: " + answered());
        return lines;
    }

    String lastLine() {
        return "demo: peak %d workers, %s, %d of %d requests answered with 200"
                .formatted(peak(), last() == 0 ? "back to 0" : "still at " + last(), good(), planned);
    }

    /** Writes every decision with its explanation, as a page and as data. */
    void write(Path folder) {
        replay.ifPresent(replayed -> Report.write(replayed.run(), folder, HttpRun.NAME));
    }

    List<ColdStart> coldStarts() {
        return ColdStart.of(starts, answers);
    }

    /** What the interceptor says: a request waits while no worker is ready, or while each has enough. */
    private String held() {
        List<Exchange> held =
                exchanges.stream().filter(exchange -> !exchange.held().isZero()).toList();
        Duration longest =
                held.stream().map(Exchange::held).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        return "%d of %d requests, %d of them because no worker was ready; the longest for %.2f s"
                .formatted(
                        held.size(),
                        exchanges.size(),
                        held.stream().filter(Exchange::coldStart).count(),
                        longest.toMillis() / 1e3);
    }

    private long good() {
        return answers.stream().filter(Answer::isGood).count();
    }

    private String answered() {
        Map<Integer, Long> others = answers.stream()
                .filter(answer -> !answer.isGood())
                .collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
        String rest = others.entrySet().stream()
                .map(entry -> ", %d %s"
                        .formatted(
                                entry.getValue(), entry.getKey() == 0 ? "without an answer" : "with " + entry.getKey()))
                .collect(Collectors.joining());
        return "%d of %d%s".formatted(good(), planned, rest);
    }

    /** The count before the first turn, and each that differs from the one before. */
    private List<Integer> replicas() {
        var counts = new ArrayList<Integer>();
        counts.add(turns.isEmpty() ? 0 : turns.get(0).decision().orElseThrow().from());
        for (Turn turn : turns) {
            int count = turn.replicas().orElseThrow();
            if (count != counts.get(counts.size() - 1)) {
                counts.add(count);
            }
        }
        return counts;
    }

    private String replicaSeries() {
        return replicas().stream().map(String::valueOf).collect(Collectors.joining(" -> "));
    }

    private long zeros() {
        return replicas().stream().filter(count -> count == 0).count();
    }

    private int peak() {
        return replicas().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private int last() {
        List<Integer> counts = replicas();
        return counts.get(counts.size() - 1);
    }
}
