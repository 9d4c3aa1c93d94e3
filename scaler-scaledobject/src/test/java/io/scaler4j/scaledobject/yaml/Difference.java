package io.scaler4j.scaledobject.yaml;

import java.util.List;
import java.util.regex.Pattern;

/** Compares what the reader says with what kubectl says. */
final class Difference {

    private Difference() {}

    /** Empty if they agree, or differ for a reason that the reader's documentation gives. */
    static String between(YamlFile file, Answer answer, String yaml) {
        if (answer.refused()) {
            boolean same = file.documents().size() >= answer.documents().size()
                    && file.documents().subList(0, answer.documents().size()).equals(answer.documents());
            return file.problems().isEmpty()
                    ? "kubectl refuses it"
                    : same || isStricter(file, yaml) ? "" : "other documents";
        }
        if (file.problems().isEmpty()) {
            return file.documents().equals(answer.documents()) ? "" : "other documents";
        }
        return isStricter(file, yaml) ? "" : "kubectl takes it";
    }

    /** The reasons for which the reader refuses what kubectl takes. */
    private static boolean isStricter(YamlFile file, String yaml) {
        return file.problems().stream()
                .anyMatch(problem -> STRICTER.stream().anyMatch(problem.sentence()::contains)
                        || (problem.sentence().startsWith("an escape")
                                && OTHER_ESCAPES.matcher(yaml).find())
                        || (problem.sentence().equals(Spans.SENTENCE)
                                && TAB_BEFORE_TEXT.matcher(yaml).find()));
    }

    private static final List<String> STRICTER = List.of(
            "stands a second time",
            "kubectl ignores the text",
            "ends a line to the API server",
            "has no colon; write key: value",
            "a text with ? stands within brackets",
            "wants a space behind the colon",
            "a lone - stands within brackets",
            "an empty line at the beginning of a block has more spaces",
            "behind --- stands more than a comment",
            "behind | or > stand only",
            "the name of an anchor or an alias",
            "a key is a mapping or a list",
            "a tag, which begins with !, cannot be read");

    /** Escapes that the engine does not know. */
    private static final Pattern OTHER_ESCAPES = Pattern.compile("\\\\['LP]");

    /** In a line that goes on with plain text the API server's parser takes a tab behind spaces. */
    private static final Pattern TAB_BEFORE_TEXT = Pattern.compile("(?m)^ +\\t");
}
