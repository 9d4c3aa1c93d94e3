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
 * What must not appear in any text, such as the message of an exception that quotes it: for sources whose client or
 * server may quote a password. Texts of fewer than three characters are not looked for, since they are everywhere.
 * Immutable, thread-safe, and never printed itself.
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
     * Each as a whole; of a PEM text also each line, since whoever cannot read it may quote one.
     *
     * @param secrets any number; empty ones are none
     * @return the secrets
     */
    public static Secrets of(Collection<String> secrets) {
        Objects.requireNonNull(secrets, "secrets must not be null; give none at all instead");
        return new Secrets(secrets.stream().flatMap(Secrets::withLines));
    }

    /**
     * Further ones, each as a whole and by its words: a login module's options in one text.
     *
     * @param texts what may hold secrets
     * @return these and those
     */
    public Secrets andWordsOf(Collection<String> texts) {
        Stream<String> words = texts.stream()
                .flatMap(text -> Stream.concat(Stream.of(text), Arrays.stream(text.split("[\\s\"'=;]+"))));
        return new Secrets(Stream.concat(longestFirst.stream(), words));
    }

    /**
     * Further ones.
     *
     * @param others the others
     * @return these and those
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
     * Tells settings apart without keeping them: what a source looks its shared connections up by.
     *
     * @param parts every setting in a fixed order, secrets too
     * @return the same for equal parts, and of no use to whoever wants the secrets
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
     * Puts {@code ***} in the place of each secret.
     *
     * @param text any
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
     * The same exception, or one that stands for it, without what it suppressed, if its text, or that of a cause,
     * quotes a secret.
     *
     * @param thrown any
     * @return what may be logged and handed on; {@link #typeOf} tells what it stands for
     */
    public Throwable mask(Throwable thrown) {
        if (shown(thrown).stream().allMatch(this::isClean)) {
            return thrown;
        }
        var masked = new MaskedException(thrown, mask(String.valueOf(thrown.getMessage())));
        Throwable cause = thrown.getCause();
        if (cause != null) {
            masked.initCause(mask(cause));
        }
        return masked;
    }

    /**
     * What an exception is, or what it stands for.
     *
     * @param thrown any
     * @return the type that was thrown first
     */
    public static Class<? extends Throwable> typeOf(Throwable thrown) {
        return MaskedException.typeOf(thrown);
    }

    /** The name of its type is no text that could quote anything. */
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

    /** How many there are, and none of them. */
    @Override
    public String toString() {
        return longestFirst.size() + " secrets";
    }
}
