package io.scaler4j.kubernetes.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A selector of labels as Kubernetes writes it in a query: {@code app=orders,tier in (a,b),!old}. Immutable,
 * thread-safe.
 */
public final class LabelSelector {

    private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?";
    private static final String VALUE = "(?:" + NAME + ")?";
    private static final Pattern EQUALITY = Pattern.compile("\\s*(" + NAME + ")\\s*(==|=|!=)\\s*(" + VALUE + ")\\s*");
    private static final Pattern SET =
            Pattern.compile("\\s*(" + NAME + ")\\s+(in|notin)\\s*\\(([A-Za-z0-9._/,\\s-]*)\\)\\s*");
    private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)\\s*(" + NAME + ")\\s*");
    private static final Pattern COMMA_OUTSIDE_OF_SETS = Pattern.compile(",(?![^(]*\\))");

    private final List<Predicate<Map<String, String>>> requirements;

    private LabelSelector(List<Predicate<Map<String, String>>> requirements) {
        this.requirements = requirements;
    }

    /**
     * Reads a selector.
     *
     * @param text blank for all objects
     * @return the selector
     * @throws IllegalArgumentException if this is none, with a sentence
     */
    public static LabelSelector parse(String text) {
        if (text.isBlank()) {
            return new LabelSelector(List.of());
        }
        return new LabelSelector(Stream.of(COMMA_OUTSIDE_OF_SETS.split(text, -1))
                .map(LabelSelector::requirement)
                .toList());
    }

    private static Predicate<Map<String, String>> requirement(String text) {
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            return among(
                    equality.group(1),
                    Set.of(equality.group(3)),
                    equality.group(2).equals("!="));
        }
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            Set<String> values =
                    Stream.of(set.group(3).split(",", -1)).map(String::strip).collect(Collectors.toSet());
            return among(set.group(1), values, set.group(2).equals("notin"));
        }
        Matcher existence = EXISTENCE.matcher(text);
        if (existence.matches()) {
            boolean wanted = existence.group(1).isEmpty();
            String name = existence.group(2);
            return labels -> labels.containsKey(name) == wanted;
        }
        throw new IllegalArgumentException(
                "labelSelector has a part that is no requirement; write name=value, name in (a,b), name or !name");
    }

    /** A label that is missing has none of the values, as in Kubernetes. */
    private static Predicate<Map<String, String>> among(String name, Set<String> values, boolean negated) {
        return labels -> (labels.containsKey(name) && values.contains(labels.get(name))) != negated;
    }

    /**
     * Tells whether an object is selected.
     *
     * @param labels of the object, by name
     * @return whether they fulfil every requirement
     */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }
}
