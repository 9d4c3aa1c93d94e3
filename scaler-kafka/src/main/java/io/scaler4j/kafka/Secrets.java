package io.scaler4j.kafka;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** What must not appear in any text, such as the message of an exception that quotes it. Immutable. */
final class Secrets {

    private static final int SHORTEST = 3;

    private final List<String> longestFirst;

    private Secrets(Stream<String> words) {
        longestFirst = words.filter(word -> word.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** Each as a whole, and each of its words and lines, except the frame of a PEM text. */
    static Secrets of(Collection<String> secrets) {
        return new Secrets(secrets.stream()
                .flatMap(secret -> Stream.concat(
                        Stream.of(secret), Arrays.stream(withoutFrame(secret).split("[\\s\"'=;]+")))));
    }

    private static String withoutFrame(String secret) {
        return secret.replaceAll("-----[A-Z0-9 ]+-----", "");
    }

    String mask(String text) {
        String masked = text;
        for (String secret : longestFirst) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    /** The same exception, or another of the same meaning if its text or that of a cause quotes a secret. */
    Throwable mask(Throwable thrown) {
        if (chain(thrown).map(Throwable::toString).allMatch(text -> mask(text).equals(text))) {
            return thrown;
        }
        return authenticationFailure(thrown)
                .<Throwable>map(failure -> new SaslAuthenticationException(mask(String.valueOf(failure.getMessage()))))
                .orElseGet(() -> new KafkaException(mask(thrown.toString())));
    }

    /** The one among the causes, if there is one. */
    static Optional<Throwable> authenticationFailure(Throwable thrown) {
        return chain(thrown).filter(AuthenticationException.class::isInstance).findFirst();
    }

    private static Stream<Throwable> chain(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
