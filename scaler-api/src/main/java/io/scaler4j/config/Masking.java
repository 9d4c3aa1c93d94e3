package io.scaler4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one place that takes secrets out of values which a user wrote, before a sentence quotes them: the user and
 * password of an address ({@code redis://user:pw@host}, {@code :pw@host}, {@code user:pw@host:9092}, also in lists),
 * and what follows {@code password=}, {@code token=} and the like. Each is shown as {@code ***}.
 *
 * <p>{@link InvalidConfigurationException} passes its sentences through {@link #sentence}. Code that knows where a
 * value begins and ends does better with {@link #quote}, {@link #unexpected} or {@link #address}: a password may hold
 * blanks and quotes.
 */
public final class Masking {

    private static final String MASK = "***";
    private static final int LONGEST_QUOTE = 300;

    private static final Pattern SCHEME = Pattern.compile("^\\s*[A-Za-z][A-Za-z0-9+.-]*://");
    private static final String SECRET_NAME =
            "[\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|credential)[\\w.-]*";
    private static final Pattern PAIR =
            Pattern.compile("(?i)(" + SECRET_NAME + "\\s*=\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&\"')]+)");
    private static final Pattern ADDRESS_IN_QUOTES =
            Pattern.compile("\"([^\"]*:[^\"]*@[^\"\\s][^\"]*|[^\"]*:[^\"]*@)\"");
    private static final Pattern ADDRESS_IN_TEXT = Pattern.compile("[^\\s\"(\\[]*:[^\\s\"]*@(?=[\\w\\[%.-]|$)");
    private static final Pattern HOST_AND_PORT = Pattern.compile("\\s*[^\\s:]+:\\d{1,5}\\s*");
    private static final Pattern SECRET_OPTION = Pattern.compile("(?i)(?:" + SECRET_NAME
            + "|.*(?:key|keytab|headervalue|authvalue))(?<!provider|uri|url|name|id|type|fromenv)");

    /** What people write where a number, a switch or a word should be, and nobody takes for a password. */
    private static final Pattern PLAIN =
            Pattern.compile("[\\s+-]*[\\p{Nd}.][\\p{Nd}.,_:eE+-]{0,23}\\s?[A-Za-z%]{0,8}\\s*"
                    + "|.{0,4}|0[xX][0-9A-Fa-f]{0,16}"
                    + "|(?:[0-9.]+ ?[A-Za-z] ?){1,4}"
                    + "|[A-Za-z]+(?:[ _-][A-Za-z]+){0,3}");

    private Masking() {}

    /**
     * Quotes a value in a sentence.
     *
     * @param value as the user wrote it
     * @return in quotes, without secrets, control characters as {@code \n} or {@code \}{@code u0001}, and no longer
     *     than 300 characters
     */
    public static String quote(String value) {
        String shown = address(value);
        if (shown.length() > LONGEST_QUOTE) {
            shown = shown.substring(0, LONGEST_QUOTE) + "...";
        }
        return '"' + escaped(shown) + '"';
    }

    /**
     * Quotes a value that should have been a number, a switch or one of a few words. Something else may be a password
     * in the wrong line: it is shown only if it is a number, maybe with a unit, plain words, or no longer than four
     * characters.
     *
     * @param value as the user wrote it
     * @return in quotes, or {@code ***}
     */
    public static String unexpected(String value) {
        return PLAIN.matcher(value).matches() ? quote(value) : MASK;
    }

    /**
     * Takes the user and the password out of one address, or several with commas in between.
     *
     * @param text an address, whether it is a valid one or not
     * @return what is before the last {@code @} as {@code ***}, with the scheme in front
     */
    public static String address(String text) {
        int at = lastAt(text);
        if (at < 0) {
            return withoutPairs(text);
        }
        Matcher scheme = SCHEME.matcher(text);
        String front = scheme.find() && scheme.end() <= at ? scheme.group() : "";
        return front + MASK + withoutPairs(text.substring(at));
    }

    /**
     * Takes out of a URL, or out of what was given for one, everything that may be a secret.
     *
     * @param text a URL, or several with commas in between, whether valid or not
     * @return what is before the last {@code @} as {@code ***}, with the scheme in front, and query and fragment as
     *     {@code ***}
     */
    public static String url(String text) {
        String plain = text.strip();
        int at = plain.lastIndexOf('@');
        Matcher scheme = SCHEME.matcher(plain);
        String front = scheme.find() && scheme.end() <= at ? scheme.group() : "";
        String shown = at < 0 ? plain : front + MASK + plain.substring(at);
        return shown.replaceFirst("(?s)([?#]).*", "$1***");
    }

    /**
     * Takes out of a sentence what can be told from the sentence alone: addresses with a password, and
     * {@code password=...}.
     *
     * @param text any
     * @return the text without them
     */
    public static String sentence(String text) {
        String quoted = ADDRESS_IN_QUOTES.matcher(text).replaceAll(Masking::replacement);
        return withoutPairs(
                ADDRESS_IN_TEXT.matcher(quoted).replaceAll(found -> Matcher.quoteReplacement(address(found.group()))));
    }

    /**
     * Finds the secrets in a value, to be looked for in other texts.
     *
     * @param value any value of an option
     * @return users and passwords of addresses, as they stand before the {@code @}, and what follows {@code password=}
     *     and the like; empty if there are none
     */
    public static List<String> secretsIn(String value) {
        List<String> found = new ArrayList<>();
        int start = 0;
        for (int at = value.indexOf('@'); at >= 0 && at <= lastAt(value); at = value.indexOf('@', at + 1)) {
            String part = SCHEME.matcher(value.substring(start, at)).replaceFirst("");
            found.addAll(secretsBeforeAt(part));
            start = Math.max(at + 1, value.indexOf(',', at) + 1);
        }
        PAIR.matcher(value).results().map(pair -> pair.group(2)).forEach(found::add);
        return found;
    }

    /** A comma may part addresses, or be a part of the password: whoever splits there quotes each part for itself. */
    private static List<String> secretsBeforeAt(String part) {
        List<String> found = new ArrayList<>(List.of(part + "@", part.substring(part.lastIndexOf(',') + 1) + "@"));
        int colon = part.indexOf(':');
        if (colon >= 0) {
            found.add(part.substring(colon + 1));
        }
        Stream.of(part.split(","))
                .filter(piece ->
                        piece.contains(":") && !HOST_AND_PORT.matcher(piece).matches())
                .forEach(found::add);
        return found;
    }

    /**
     * Tells whether an option holds a secret, by its name.
     *
     * @param option such as {@code password} or {@code awsSecretAccessKey}
     * @return true for passwords, tokens, keys and the like
     */
    public static boolean isSecret(String option) {
        return SECRET_OPTION
                .matcher(Objects.requireNonNull(option, "option must not be null"))
                .matches();
    }

    private static String replacement(MatchResult found) {
        return Matcher.quoteReplacement('"' + address(found.group(1)) + '"');
    }

    private static String withoutPairs(String text) {
        return PAIR.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(MASK));
    }

    /** The last that a host may follow: PromQL has one with a blank behind it. */
    private static int lastAt(String text) {
        int at = text.lastIndexOf('@');
        while (at >= 0 && at + 1 < text.length() && Character.isWhitespace(text.charAt(at + 1))) {
            at = text.lastIndexOf('@', at - 1);
        }
        return at;
    }

    private static String escaped(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            shown.append(escaped(text.charAt(i)));
        }
        return shown.toString();
    }

    private static String escaped(char character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
                        ? String.format(Locale.ROOT, "\\u%04x", (int) character)
                        : String.valueOf(character);
        };
    }
}
