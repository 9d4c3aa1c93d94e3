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
 * Takes secrets out of values that a user wrote, before a sentence quotes them. Secrets are the user and password of an
 * address ({@code redis://user:pw@host}, {@code :pw@host}, {@code user:pw@host:9092}, also in lists), and what follows
 * {@code password=}, {@code token=} and the like. Each is shown as {@code ***}.
 *
 * <p>{@link InvalidConfigurationException} passes its sentences through {@link #sentence}. Where code knows the start
 * and the end of a value, it calls {@link #quote}, {@link #unexpected} or {@link #address} instead, because a password
 * may contain blanks and quotes.
 */
public final class Masking {

    private static final String MASK = "***";
    private static final int LONGEST_QUOTE = 300;

    private static final Pattern SCHEME = Pattern.compile("^\\s*[A-Za-z][A-Za-z0-9+.-]*://");
    private static final String SECRET_NAME =
            "[\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|credential)[\\w.-]*";
    /**
     * Begins at the begin of a word that an equals sign follows: a long word is looked at once, not from each letter.
     */
    static final Pattern PAIR = Pattern.compile(
            "(?i)(?<![\\w.-])(?=[\\w.-]*+\\s*=)(" + SECRET_NAME + "\\s*=\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&\"')]+)");

    private static final Pattern ADDRESS_IN_QUOTES =
            Pattern.compile("\"([^\"]*:[^\"]*@[^\"\\s][^\"]*|[^\"]*:[^\"]*@)\"");
    private static final Pattern ADDRESS_IN_TEXT =
            Pattern.compile("(?<![^\\s\"(\\[])[^\\s\"(\\[]*:[^\\s\"]*@(?=[\\w\\[%.-]|$)");
    private static final Pattern HOST_AND_PORT = Pattern.compile("\\s*[^\\s:]+:\\d{1,5}\\s*");
    private static final Pattern SECRET_OPTION = Pattern.compile("(?i)(?:" + SECRET_NAME
            + "|.*(?:key|keytab|headervalue|authvalue))(?<!provider|uri|url|name|id|type|fromenv)");

    /** What people write in place of a number, a switch or a word, and what is no password. */
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
     * @return in quotes, without secrets, control characters as {@code \n} or {@code \}{@code u0001}; what would make
     *     more than 300 characters between the quotes is cut off, with {@code ...} in its place
     */
    public static String quote(String value) {
        return '"' + escaped(address(value)) + '"';
    }

    /**
     * Quotes a value that should have been a number, a switch or one of a few words. Another value may be a password in
     * the wrong line. So the value is shown only if it is a number, with or without a unit, plain words, or no longer
     * than four characters.
     *
     * @param value as the user wrote it
     * @return in quotes, or {@code ***}
     */
    public static String unexpected(String value) {
        return PLAIN.matcher(value).matches() ? quote(value) : MASK;
    }

    /**
     * Takes the user and the password out of one address, or out of several with commas in between.
     *
     * @param text an address, valid or not
     * @return the text with {@code ***} in place of what is before the last {@code @}; a scheme stays in front
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
     * Masks everything in a URL that may be a secret.
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
     * Takes the secrets out of a sentence that can be recognized without knowing the values in it: addresses with a
     * password, and {@code password=...}.
     *
     * @param text any text
     * @return the text without these secrets
     */
    public static String sentence(String text) {
        // Most sentences have neither sign, and the patterns are slow.
        return withoutPairs(text.indexOf('@') < 0 ? text : withoutAddresses(text));
    }

    private static String withoutAddresses(String text) {
        String quoted = ADDRESS_IN_QUOTES.matcher(text).replaceAll(Masking::replacement);
        return ADDRESS_IN_TEXT.matcher(quoted).replaceAll(found -> Matcher.quoteReplacement(address(found.group())));
    }

    /**
     * Finds the secrets in a value, so that they can be taken out of other texts.
     *
     * @param value any value of an option
     * @return users and passwords of addresses, as they stand before the {@code @}, and what follows {@code password=}
     *     and the like; empty if the value has no secrets
     */
    public static List<String> secretsIn(String value) {
        List<String> found = new ArrayList<>();
        int start = 0;
        for (int at = value.indexOf('@'); at >= 0 && at <= lastAt(value); at = value.indexOf('@', at + 1)) {
            String part = SCHEME.matcher(value.substring(start, at)).replaceFirst("");
            found.addAll(secretsBeforeAt(part));
            start = Math.max(at + 1, value.indexOf(',', at) + 1);
        }
        if (value.indexOf('=') >= 0) {
            PAIR.matcher(value).results().map(pair -> pair.group(2)).forEach(found::add);
        }
        return found;
    }

    /** A comma may separate addresses, or be a part of the password: callers that split there quote each part alone. */
    private static List<String> secretsBeforeAt(String part) {
        String last = part.substring(part.lastIndexOf(',') + 1);
        List<String> found = new ArrayList<>(List.of(part + "@", last + "@"));
        Stream.of(part, last)
                .distinct()
                .filter(each -> each.contains(":"))
                .forEach(each -> found.add(each.substring(each.indexOf(':') + 1)));
        Stream.of(part.split(","))
                .filter(piece ->
                        piece.contains(":") && !HOST_AND_PORT.matcher(piece).matches())
                .forEach(found::add);
        return found;
    }

    /**
     * Tells by its name whether an option holds a secret.
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
        return text.indexOf('=') < 0 ? text : PAIR.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(MASK));
    }

    /** The last {@code @} that a host may follow: PromQL has an {@code @} with a blank after it. */
    private static int lastAt(String text) {
        int at = text.lastIndexOf('@');
        while (at >= 0 && at + 1 < text.length() && Character.isWhitespace(text.charAt(at + 1))) {
            at = text.lastIndexOf('@', at - 1);
        }
        return at;
    }

    private static String escaped(String text) {
        var shown = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            String next = escaped(character);
            if (shown.length() + next.length() > LONGEST_QUOTE) {
                return shown + "...";
            }
            shown.append(next);
            i += Character.charCount(character);
        }
        return shown.toString();
    }

    private static String escaped(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
                        ? String.format(Locale.ROOT, "\\u%04x", character)
                        : Character.toString(character);
        };
    }
}
