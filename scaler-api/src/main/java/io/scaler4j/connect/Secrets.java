package io.scaler4j.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that must not appear in any text, such as the message of an exception. Use it in a source whose client or
 * server may quote a password. Secrets of fewer than three characters are not masked, because such texts are
 * everywhere. Immutable, thread-safe; {@code toString} prints no secret.
 */
public final class Secrets {

    private static final int SHORTEST = 3;
    private static final Pattern FRAME = Pattern.compile("-----[A-Z0-9 ]+-----");

    private final List<String> longestFirst;

    private Secrets(Stream<String> texts) {
        longestFirst = texts.filter(text -> text.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /**
     * Returns secrets that are masked as a whole. Each line of a PEM text is a secret too, because an error message may
     * quote one line.
     *
     * @param secrets any number of texts; empty texts are ignored
     * @return the secrets
     */
    public static Secrets of(Collection<String> secrets) {
        Objects.requireNonNull(secrets, "secrets must not be null; give none at all instead");
        return new Secrets(secrets.stream().flatMap(Secrets::withLines));
    }

    /**
     * Returns a copy with further secrets: each text as a whole, and each of its words. Use it for a text with several
     * options, such as those of a login module.
     *
     * @param texts texts that may hold secrets
     * @return a copy with these and the further secrets
     */
    public Secrets andWordsOf(Collection<String> texts) {
        Stream<String> words = texts.stream()
                .flatMap(text -> Stream.concat(Stream.of(text), Arrays.stream(text.split("[\\s\"'=;]+"))));
        return new Secrets(Stream.concat(longestFirst.stream(), words));
    }

    /**
     * Returns a copy with further secrets.
     *
     * @param others the further secrets
     * @return a copy with both
     */
    public Secrets and(Secrets others) {
        return new Secrets(Stream.concat(longestFirst.stream(), others.longestFirst.stream()));
    }

    private static Stream<String> withLines(String secret) {
        Objects.requireNonNull(secret, "a secret must not be null");
        return FRAME.matcher(secret).find()
                ? Stream.concat(
                        Stream.of(secret),
                        Arrays.stream(FRAME.matcher(secret).replaceAll("").split("\\s+")))
                : Stream.of(secret);
    }

    /**
     * Returns a digest of settings. A source looks up its shared connections by it without keeping the settings.
     *
     * @param parts every setting in a fixed order, with secrets
     * @return a SHA-256 digest: equal for equal parts; it does not reveal the secrets
     */
    public static String fingerprint(List<String> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(UTF_8);
                digest.update((bytes.length + ":").getBytes(UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Replaces each secret with {@code ***}.
     *
     * @param text any text
     * @return the text without secrets
     */
    public String mask(String text) {
        String masked = text;
        for (String secret : longestFirst) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    /**
     * Returns an exception that may be logged. This is the same exception if no secret is in its text, in its causes or
     * in what they suppressed. Otherwise it is a stand-in without the secrets and without suppressed exceptions. Causes
     * that go in a circle end where they begin again.
     *
     * @param thrown any exception
     * @return the exception, or its stand-in; {@link #typeOf} returns the type of the original
     */
    public Throwable mask(Throwable thrown) {
        return mask(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Ends causes that go in a circle where they begin again. */
    private Throwable mask(Throwable thrown, Set<Throwable> above) {
        if (shown(thrown).stream().allMatch(this::isClean)) {
            return thrown;
        }
        above.add(thrown);
        String message = thrown.getMessage();
        var masked = new MaskedException(thrown, message == null ? null : mask(message));
        Throwable cause = thrown.getCause();
        if (cause != null && !above.contains(cause)) {
            masked.initCause(mask(cause, above));
        }
        return masked;
    }

    /**
     * Returns the type of an exception or, for a stand-in, the type of the original.
     *
     * @param thrown any exception
     * @return the type that was thrown first
     */
    public static Class<? extends Throwable> typeOf(Throwable thrown) {
        return MaskedException.typeOf(thrown);
    }

    /** Leaves out the name of the type, which cannot quote a secret. */
    private boolean isClean(Throwable thrown) {
        String said = thrown.toString().replace(thrown.getClass().getName(), "");
        return mask(said).equals(said);
    }

    /** What a stack trace shows: the exception, its causes, and what they suppressed. */
    private static Set<Throwable> shown(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        addShown(thrown, seen);
        return seen;
    }

    private static void addShown(@Nullable Throwable thrown, Set<Throwable> seen) {
        if (thrown != null && seen.add(thrown)) {
            addShown(thrown.getCause(), seen);
            Stream.of(thrown.getSuppressed()).forEach(each -> addShown(each, seen));
        }
    }

    /** {@return the number of secrets} */
    @Override
    public String toString() {
        return longestFirst.size() + " secrets";
    }
}
