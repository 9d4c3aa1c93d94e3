package io.scaler4j.kafka;

import org.apache.kafka.common.config.types.Password;

/** The value of {@code sasl.jaas.config}: a login module and its options, with whatever characters they have. */
final class Jaas {

    private final StringBuilder text;

    private Jaas(String loginModule) {
        text = new StringBuilder(loginModule).append(" required");
    }

    static Jaas of(String loginModule) {
        return new Jaas(loginModule);
    }

    Jaas option(String name, String value) {
        text.append(' ').append(quoted(name)).append('=').append(quoted(value));
        return this;
    }

    /** An entry that Kafka hides wherever it prints settings. */
    Password toPassword() {
        return new Password(text + ";");
    }

    /** As the client's tokenizer reads it: in quotes a backslash escapes, and a line must not end. */
    private static String quoted(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
