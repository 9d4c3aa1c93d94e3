package io.scaler4j.kubernetes;

import io.scaler4j.config.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In whose name a user of a kubeconfig file asks, as headers of each request.
 *
 * @param headers names and values in order; groups have one each
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation">user
 *     impersonation</a>
 */
record Impersonation(List<Map.Entry<String, String>> headers) {

    static final Impersonation NONE = new Impersonation(List.of());

    private static final String LEGAL_IN_NAMES = "!#$&'*+-.^_`|~";
    /** One line of ASCII, with nothing around it that would be lost on the way. */
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

    Impersonation {
        headers = List.copyOf(headers);
    }

    /**
     * Reads it.
     *
     * @param user of a kubeconfig file
     * @param where begins the sentences about it
     */
    static Impersonation read(Map<?, ?> user, String where, Problems problems) {
        var reader = new Reader(where, problems);
        reader.add("Impersonate-User", "as", user.get("as"));
        reader.add("Impersonate-Uid", "as-uid", user.get("as-uid"));
        reader.addAll("Impersonate-Group", "as-groups", user.get("as-groups"));
        if (user.get("as-user-extra") instanceof Map<?, ?> extra) {
            extra.forEach((name, values) ->
                    reader.addAll("Impersonate-Extra-" + escaped(String.valueOf(name)), "as-user-extra", values));
        } else if (user.get("as-user-extra") != null) {
            problems.add(where + " has an as-user-extra that is no map of lists; correct it");
        }
        boolean named =
                reader.headers.stream().anyMatch(header -> header.getKey().equals("Impersonate-User"));
        problems.check(
                named || reader.headers.isEmpty(),
                where + " names a uid, groups or extra to ask in the name of, and no user; set as, too");
        return new Impersonation(reader.headers);
    }

    /** As client-go writes names into headers: letters are small, and what may not stand there is escaped. */
    private static String escaped(String name) {
        var escaped = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean legal = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || LEGAL_IN_NAMES.indexOf(c) >= 0;
            escaped.append(legal ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return escaped.toString();
    }

    private static final class Reader {

        private final String where;
        private final Problems problems;
        private final List<Map.Entry<String, String>> headers = new ArrayList<>();

        Reader(String where, Problems problems) {
            this.where = where;
            this.problems = problems;
        }

        void addAll(String header, String field, @Nullable Object values) {
            if (values instanceof List<?> list) {
                list.forEach(value -> add(header, field, value));
            } else if (values != null) {
                problems.add(where + " has an " + field + " that is no list; correct it");
            }
        }

        void add(String header, String field, @Nullable Object value) {
            String text = value == null ? "" : value.toString();
            if (!text.isEmpty()
                    && problems.check(
                            !(value instanceof Map || value instanceof List)
                                    && VALUE.matcher(text).matches(),
                            where + " has an " + field + " that cannot be sent as it is: it must be one line of ASCII"
                                    + " without blanks around it")) {
                headers.add(Map.entry(header, text));
            }
        }
    }
}
