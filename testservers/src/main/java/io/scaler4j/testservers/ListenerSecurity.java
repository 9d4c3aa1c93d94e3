package io.scaler4j.testservers;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whom a broker lets in at its {@linkplain SecureListener secure listeners}. Immutable; each method returns a changed
 * copy.
 *
 * <pre>{@code
 * var security = ListenerSecurity.with(TestCertificates.ofThisBuild()).user("alice", "alice-secret");
 * var kafka = KafkaServer.inProcess(KafkaOptions.defaults().secured(security));
 * String address = kafka.bootstrapServers(SecureListener.SCRAM);
 * }</pre>
 */
public final class ListenerSecurity {
    private final TestCertificates certificates;
    private final Map<String, String> users;
    private final @Nullable TokenServer tokens;

    private ListenerSecurity(TestCertificates certificates, Map<String, String> users, @Nullable TokenServer tokens) {
        this.certificates = certificates;
        this.users = Map.copyOf(users);
        this.tokens = tokens;
    }

    /** {@return nobody yet but those with a certificate of the authority} The broker shows that of the server. */
    public static ListenerSecurity with(TestCertificates certificates) {
        return new ListenerSecurity(certificates, Map.of(), null);
    }

    /** Lets a user in with this password, by PLAIN and by SCRAM. */
    public ListenerSecurity user(String name, String password) {
        Map<String, String> more = new TreeMap<>(users);
        more.put(name, password);
        return new ListenerSecurity(certificates, more, tokens);
    }

    /** Accepts tokens of this server, by adding {@link SecureListener#OAUTH}. */
    public ListenerSecurity tokensOf(TokenServer server) {
        return new ListenerSecurity(certificates, users, server);
    }

    Set<SecureListener> listeners() {
        return tokens == null
                ? EnumSet.complementOf(EnumSet.of(SecureListener.OAUTH))
                : EnumSet.allOf(SecureListener.class);
    }

    Map<String, String> users() {
        return users;
    }

    Optional<TokenServer> tokens() {
        return Optional.ofNullable(tokens);
    }

    /**
     * The properties of the listeners. Texts are on one line, as a container's variables have to be, and on one line
     * Kafka reads no more than one certificate.
     */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("ssl.keystore.type", "PEM");
        properties.put(
                "ssl.keystore.certificate.chain", oneLine(certificates.server().certificate()));
        properties.put("ssl.keystore.key", oneLine(certificates.server().key()));
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.certificates", oneLine(certificates.authority()));
        listeners().forEach(listener -> listener.configure(properties, this));
        return properties;
    }

    private static String oneLine(String pem) {
        return pem.strip().replaceAll("\\R", " ");
    }
}
