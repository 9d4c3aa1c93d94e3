package io.scaler4j.kafka;

import io.scaler4j.config.Problems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a client, by one of the SASL mechanisms: a name and a password, a token of an OAuth server, a
 * Kerberos principal, an identity of AWS. Never printed beyond the mechanism and the name. Immutable, thread-safe,
 * equal if every setting is.
 */
public abstract sealed class KafkaCredentials
        permits PasswordCredentials, OAuthCredentials, KerberosCredentials, MskIamCredentials {

    KafkaCredentials() {}

    /**
     * A name and a password, sent as they are: use it with TLS. Mechanism {@code PLAIN}.
     *
     * @param username as the brokers know it
     * @param password the secret
     * @return credentials
     */
    public static KafkaCredentials plain(String username, String password) {
        return PasswordCredentials.ofPlain(username, password);
    }

    /**
     * A name and a password that is proved without being sent. Mechanism {@code SCRAM-SHA-256}.
     *
     * @param username as the brokers know it
     * @param password the secret
     * @return credentials
     */
    public static KafkaCredentials scramSha256(String username, String password) {
        return PasswordCredentials.ofScram("SCRAM-SHA-256", username, password);
    }

    /**
     * A name and a password that is proved without being sent. Mechanism {@code SCRAM-SHA-512}.
     *
     * @param username as the brokers know it
     * @param password the secret
     * @return credentials
     */
    public static KafkaCredentials scramSha512(String username, String password) {
        return PasswordCredentials.ofScram("SCRAM-SHA-512", username, password);
    }

    /** The name of the SASL mechanism. */
    abstract String mechanism();

    /** Every setting, secrets too: what makes two of them equal. */
    abstract List<String> parts();

    /** What must never be printed. */
    abstract List<String> secrets();

    /** Finds what is wrong without asking anyone. */
    abstract void check(Problems problems);

    /** The properties of the client. */
    abstract Map<String, Object> properties(PrivateFiles files);

    /** Whether making a client asks a server other than the brokers first. */
    boolean logsInFirst() {
        return false;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof KafkaCredentials credentials && parts().equals(credentials.parts());
    }

    @Override
    public final int hashCode() {
        return parts().hashCode();
    }
}
