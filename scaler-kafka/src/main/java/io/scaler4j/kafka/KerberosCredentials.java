package io.scaler4j.kafka;

import io.scaler4j.config.Problems;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * A Kerberos principal with a keytab or a password. Mechanism {@code GSSAPI}.
 *
 * <p>Keytab and Kerberos configuration are given as contents. They are written to files that only this user may read,
 * for as long as the connection is open. The JVM has a single Kerberos configuration, named by the system property
 * {@code java.security.krb5.conf}: while it is not set, an open connection sets it to its file; if it names another
 * configuration, the connection is refused, and the two have to be merged into one file that the JVM is started with.
 *
 * <p>The principal logs in at the first read, on the executor that the read was given or on a separate thread.
 */
public final class KerberosCredentials extends KafkaCredentials {

    private static final String LOGIN_MODULE = "com.sun.security.auth.module.Krb5LoginModule";
    private static final String DEFAULT_SERVICE = "kafka";

    private final String username;
    private final String realm;
    private final String configuration;
    private final Proof proof;
    /** The password, or the keytab in Base64. */
    private final String secret;

    private final String serviceName;

    private enum Proof {
        PASSWORD,
        KEYTAB
    }

    private KerberosCredentials(
            String username, String realm, String configuration, Proof proof, String secret, String serviceName) {
        this.username = username;
        this.realm = realm;
        this.configuration = configuration;
        this.proof = proof;
        this.secret = secret;
        this.serviceName = serviceName;
    }

    /**
     * A principal with a password.
     *
     * @param username the principal's name without realm
     * @param realm its realm
     * @param configuration what a {@code krb5.conf} holds
     * @param password the secret
     * @return credentials for brokers with the service name {@code kafka}
     */
    public static KerberosCredentials password(String username, String realm, String configuration, String password) {
        return new KerberosCredentials(username, realm, configuration, Proof.PASSWORD, password, "");
    }

    /**
     * A principal with a keytab.
     *
     * @param username the principal's name without realm
     * @param realm its realm
     * @param configuration what a {@code krb5.conf} holds
     * @param keytab what the keytab file holds
     * @return credentials for brokers with the service name {@code kafka}
     */
    public static KerberosCredentials keytab(String username, String realm, String configuration, byte[] keytab) {
        String text = Base64.getEncoder().encodeToString(keytab);
        return new KerberosCredentials(username, realm, configuration, Proof.KEYTAB, text, "");
    }

    /**
     * Sets the name of the brokers' service.
     *
     * @param serviceName the first part of the brokers' principal; blank for {@code kafka}
     * @return changed credentials
     */
    public KerberosCredentials withServiceName(String serviceName) {
        return new KerberosCredentials(username, realm, configuration, proof, secret, serviceName);
    }

    String configuration() {
        return configuration;
    }

    String serviceName() {
        return serviceName;
    }

    /** The keytab's bytes; none with a password. */
    byte[] keytab() {
        return proof == Proof.KEYTAB ? Base64.getDecoder().decode(secret) : new byte[0];
    }

    @Override
    String mechanism() {
        return SaslConfigs.GSSAPI_MECHANISM;
    }

    @Override
    List<String> parts() {
        return List.of(mechanism(), username, realm, configuration, proof.name(), secret, serviceName);
    }

    @Override
    List<String> secrets() {
        return List.of(secret);
    }

    @Override
    void check(Problems problems) {
        problems.check(!username.isBlank(), "username is missing; SASL GSSAPI needs the principal's name");
        problems.check(!realm.isBlank(), "realm is missing; SASL GSSAPI needs the principal's realm");
        problems.check(
                !configuration.isBlank(), "the Kerberos configuration is missing; give what the krb5.conf file holds");
        problems.check(
                !secret.isEmpty(),
                "the " + (proof == Proof.KEYTAB ? "keytab" : "password") + " is missing; SASL GSSAPI needs it");
        KerberosConfiguration.check(configuration, problems);
    }

    @Override
    Map<String, Object> properties(PrivateFiles files) {
        KerberosConfiguration.install(configuration, files);
        Map<String, Object> properties = new HashMap<>(Map.of(
                SaslConfigs.SASL_MECHANISM,
                mechanism(),
                SaslConfigs.SASL_KERBEROS_SERVICE_NAME,
                serviceName.isBlank() ? DEFAULT_SERVICE : serviceName));
        Jaas jaas = Jaas.of(LOGIN_MODULE)
                .option("principal", username + "@" + realm)
                .option("useTicketCache", "false")
                .option("refreshKrb5Config", "true");
        if (proof == Proof.KEYTAB) {
            jaas.option("useKeyTab", "true")
                    .option("storeKey", "true")
                    .option("doNotPrompt", "true")
                    .option("keyTab", files.write("keytab", keytab()).toString());
        } else {
            jaas.option(KerberosPasswordHandler.OPTION, secret);
            properties.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, KerberosPasswordHandler.class);
        }
        properties.put(SaslConfigs.SASL_JAAS_CONFIG, jaas.toPassword());
        return properties;
    }

    @Override
    boolean logsInFirst() {
        return true;
    }

    @Override
    public String toString() {
        return mechanism() + " as \"" + username + "@" + realm + "\"";
    }
}
