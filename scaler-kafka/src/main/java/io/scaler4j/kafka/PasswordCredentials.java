package io.scaler4j.kafka;

import io.scaler4j.config.Problems;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** A name and a password, for PLAIN and SCRAM. */
final class PasswordCredentials extends KafkaCredentials {

    private final String mechanism;
    private final Class<?> loginModule;
    private final String username;
    private final String password;

    private PasswordCredentials(String mechanism, Class<?> loginModule, String username, String password) {
        this.mechanism = mechanism;
        this.loginModule = loginModule;
        this.username = username;
        this.password = password;
    }

    static PasswordCredentials ofPlain(String username, String password) {
        return new PasswordCredentials("PLAIN", PlainLoginModule.class, username, password);
    }

    static PasswordCredentials ofScram(String mechanism, String username, String password) {
        return new PasswordCredentials(mechanism, ScramLoginModule.class, username, password);
    }

    @Override
    String mechanism() {
        return mechanism;
    }

    @Override
    List<String> parts() {
        return List.of(mechanism, username, password);
    }

    @Override
    List<String> secrets() {
        return List.of(password);
    }

    @Override
    void check(Problems problems) {
        problems.check(!username.isBlank(), "username is missing; SASL " + mechanism + " needs one");
        problems.check(!password.isEmpty(), "password is missing; SASL " + mechanism + " needs one");
    }

    @Override
    Map<String, Object> properties(PrivateFiles files) {
        var jaas = Jaas.of(loginModule.getName()).option("username", username).option("password", password);
        return Map.of(SaslConfigs.SASL_MECHANISM, mechanism, SaslConfigs.SASL_JAAS_CONFIG, jaas.toPassword());
    }

    @Override
    public String toString() {
        return mechanism + " as \"" + username + "\"";
    }
}
