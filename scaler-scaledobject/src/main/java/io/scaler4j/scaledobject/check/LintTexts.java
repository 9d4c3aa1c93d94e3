package io.scaler4j.scaledobject.check;

import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.List;
import java.util.regex.Pattern;

/** Rules about texts anywhere in an object. */
final class LintTexts {

    static final LintRule PLACEHOLDER = new LintRule(
            "placeholder-left",
            "a placeholder of a template",
            "Nothing fills in placeholders after the file is applied, so the text is taken as it stands.");

    static final List<LintRule> RULES = List.of(PLACEHOLDER);

    /** Kubernetes fills in $(NAME) in commands of a container, and so do their shells. */
    private static final String POD_TEMPLATE = "jobTargetRef";

    private static final Pattern MARKED = Pattern.compile("\\{\\{.*?}}|\\$\\{[^}]*}|\\$\\([A-Za-z_][A-Za-z0-9_]*\\)"
            + "|\\$__[a-z_]+|<[A-Za-z][A-Za-z0-9_.-]*>|%\\([A-Za-z_]+\\)s|@@[A-Za-z_]+@@|__[A-Z][A-Z_]*__");
    /** Characters that a marked placeholder begins with. */
    private static final boolean[] MARKS = marks();

    private static final Pattern WORD =
            Pattern.compile("(?i)change[-_ ]?me|replace[-_ ]?me|todo|fixme|xxx+|your[-_][a-z_-]+");

    private LintTexts() {}

    static void check(Manifest object, LintReport report) {
        object.source().get("metadata").ifPresent(node -> walk(object, node, report));
        object.source().get("spec").ifPresent(node -> walk(object, node, report));
    }

    private static void walk(Manifest object, Node node, LintReport report) {
        if (node instanceof Node.Mapping mapping) {
            List<Node.Entry> entries = mapping.entries();
            for (int i = 0; i < entries.size(); i++) {
                if (!entries.get(i).key().equals(POD_TEMPLATE)) {
                    walk(object, entries.get(i).value(), report);
                }
            }
        } else if (node instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                walk(object, item, report);
            }
        } else if (node instanceof Node.Scalar scalar
                && scalar.type() == Node.Type.STRING
                && isPlaceholder(scalar.text())) {
            report.add(
                    PLACEHOLDER,
                    object,
                    scalar.position(),
                    "the text looks like a placeholder that no template has filled in",
                    "render the template before the file is applied");
        }
    }

    static boolean isPlaceholder(String text) {
        return (hasMark(text) && MARKED.matcher(text).find())
                || (text.length() < 40 && mayBeWord(text) && WORD.matcher(text).matches());
    }

    /** Whether the text begins like one of the words. */
    private static boolean mayBeWord(String text) {
        return !text.isEmpty() && "crtfxyCRTFXY".indexOf(text.charAt(0)) >= 0;
    }

    /** Whether two characters stand together as at the beginning of a marked placeholder. */
    private static boolean hasMark(String text) {
        for (int i = 1; i < text.length(); i++) {
            char first = text.charAt(i - 1);
            if (first < MARKS.length && MARKS[first] && isMark(first, text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMark(char first, char second) {
        return switch (first) {
            case '$' -> second == '{' || second == '(' || second == '_';
            case '%' -> second == '(';
            case '<' -> (second >= 'A' && second <= 'Z') || (second >= 'a' && second <= 'z');
            default -> second == first;
        };
    }

    private static boolean[] marks() {
        var marks = new boolean[128];
        for (char mark : "${<%@_".toCharArray()) {
            marks[mark] = true;
        }
        return marks;
    }
}
