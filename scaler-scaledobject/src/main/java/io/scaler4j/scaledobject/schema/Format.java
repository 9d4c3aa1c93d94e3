package io.scaler4j.scaledobject.schema;

import java.util.regex.Pattern;

/** What a text must look like. */
public enum Format {
    /** The name of most objects. */
    SUBDOMAIN(
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
            "at most 253 lower case letters, digits, '-' and '.', with a letter or digit at each end",
            253),
    /** The name of an HPA that KEDA makes; an empty one counts as none. */
    SUBDOMAIN_OR_EMPTY(
            "([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?", SUBDOMAIN.words, SUBDOMAIN.most),
    /** The name of a container. */
    LABEL(
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
            "at most 63 lower case letters, digits and '-', with a letter or digit at each end",
            63),
    /** The value of a label. */
    LABEL_VALUE(
            "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
            "at most 63 letters, digits, '-', '_' and '.', with a letter or digit at each end",
            63),
    /** The key of a label. */
    LABEL_KEY(
            "(?=[^/]{1,253}/|[^/]*$)([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                    + "(?=[^/]{1,63}$)([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]",
            "at most 63 letters, digits, '-', '_' and '.', with a letter or digit at each end, and optionally a domain"
                    + " and '/' in front",
            317),
    /** The key of an annotation: as that of a label, with capitals in the domain, too. */
    ANNOTATION_KEY(
            "(?=[^/]{1,253}/|[^/]*$)([A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?"
                    + "(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*/)?"
                    + "(?=[^/]{1,63}$)([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]",
            LABEL_KEY.words,
            317),
    /** A part of a path. */
    PATH_SEGMENT("(?!\\.{1,2}$)[^/%]*", "neither '.' nor '..', and without '/' and '%'", Integer.MAX_VALUE),
    /** A resource of a container. */
    CONTAINER_RESOURCE(
            "cpu|memory|ephemeral-storage|hugepages-.+|[a-z0-9.-]+/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?",
            "cpu, memory, or a name with a domain such as example.com/gpu",
            Integer.MAX_VALUE),
    /** A number of Kubernetes. */
    QUANTITY(
            "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?",
            "a number such as 0.5, 500m or 2Gi",
            Integer.MAX_VALUE),
    /** A time of the HTTP add-on. */
    DURATION(
            "[+-]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|ms|s|m|h))+)",
            "a time such as 30s, 500ms or 1m30s",
            Integer.MAX_VALUE);

    private final Pattern pattern;
    private final String words;
    private final int most;

    Format(String pattern, String words, int most) {
        this.pattern = Pattern.compile(pattern);
        this.words = words;
        this.most = most;
    }

    boolean fits(String text) {
        return text.length() <= most
                && ((isOfNames() && text.length() <= LABEL.most && isLabel(text))
                        || pattern.matcher(text).matches());
    }

    private boolean isOfNames() {
        return switch (this) {
            case CONTAINER_RESOURCE, QUANTITY, DURATION -> false;
            default -> true;
        };
    }

    /** What most names look like; it fits every format of names. The patterns are slow. */
    private static boolean isLabel(String text) {
        int last = text.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = text.charAt(i);
            boolean inner = c == '-' && i > 0 && i < last;
            if (!inner && (c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return last >= 0;
    }

    String words() {
        return words;
    }

    /** The most characters. */
    int most() {
        return most;
    }

    /** As JSON schemas have it. */
    String regex() {
        return "^(" + pattern.pattern() + ")$";
    }
}
