package io.scaler4j.scaledobject.yaml;

import java.util.List;

/** Compares what the reader says with what kubectl says. */
final class Difference {

    private Difference() {}

    /** Empty if they agree, or differ for a reason that the reader's documentation gives. */
    static String between(YamlFile file, Answer answer, String yaml) {
        if (answer.refused()) {
            boolean same = file.documents().size() >= answer.documents().size()
                    && file.documents().subList(0, answer.documents().size()).equals(answer.documents());
            return file.problems().isEmpty() ? "kubectl refuses it" : same || isStricter(file) ? "" : "other documents";
        }
        if (file.problems().isEmpty()) {
            return file.documents().equals(answer.documents()) ? "" : "other documents";
        }
        return isStricter(file) ? "" : "kubectl takes it";
    }

    /** The reasons for which the reader refuses what kubectl takes. */
    private static boolean isStricter(YamlFile file) {
        return file.problems().stream().anyMatch(problem -> STRICTER.stream().anyMatch(problem.sentence()::contains));
    }

    private static final List<String> STRICTER =
            List.of("stands a second time", "kubectl ignores the text", "ends a line to the API server");
}
