package io.scaler4j.simulation.report;

import io.scaler4j.simulation.Run;
import io.scaler4j.simulation.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scores of a run beside its baselines. */
final class Ratings {

    private Ratings() {}

    static Map<String, Scores> of(Run run) {
        var scores = new LinkedHashMap<String, Scores>();
        scores.put("this run", Scores.of(run));
        scores.putAll(Scores.baselines(run));
        return scores;
    }

    static String table(Map<String, Scores> scores) {
        List<String> head =
                List.of("", "under %", "over %", "time under %", "time over %", "jitter/h", "replica hours", "actions");
        List<List<String>> rows = scores.entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue()))
                .toList();
        return Html.table("Scores", head, rows);
    }

    private static List<String> row(String name, Scores scores) {
        return List.of(
                name,
                Numbers.fixed(100 * scores.accuracyUnder(), 1),
                Numbers.fixed(100 * scores.accuracyOver(), 1),
                Numbers.fixed(100 * scores.timeshareUnder(), 1),
                Numbers.fixed(100 * scores.timeshareOver(), 1),
                Numbers.fixed(scores.jitterPerHour(), 2),
                Numbers.fixed(scores.replicaHours(), 1),
                Numbers.whole(scores.actions()));
    }
}
