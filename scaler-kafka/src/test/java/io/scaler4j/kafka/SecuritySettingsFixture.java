package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.AfterEach;

/** Security settings, the files they need, and what is wrong with them. */
abstract class SecuritySettingsFixture {

    static final String SECRET = "hunter2-secret";
    static final String KRB5 = "[libdefaults]\n default_realm = TEST\n";
    static final String KRB5_PROPERTY = "java.security.krb5.conf";
    static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    static final URI ENDPOINT = URI.create("https://login.example.com/token");

    final PrivateFiles files = new PrivateFiles();

    @AfterEach
    void nothingIsLeft() {
        files.close();
        System.clearProperty(ALLOWED);
        assertThat(System.getProperty(KRB5_PROPERTY)).isNull();
        assertThat(Clients.open()).isZero();
    }

    static List<String> problems(KafkaCredentials credentials) {
        var problems = Problems.of("credentials");
        credentials.check(problems);
        return problems.sentences();
    }

    static KafkaSecurity tls(Consumer<Tls.Builder> settings) {
        var tls = Tls.builder();
        settings.accept(tls);
        return KafkaSecurity.builder().tls(tls.build()).build();
    }

    static KafkaSecurity who(KafkaCredentials credentials) {
        return KafkaSecurity.builder().credentials(credentials).build();
    }

    /** As the client reads it. */
    AppConfigurationEntry jaas(KafkaCredentials credentials) {
        Map<String, Object> properties = credentials.properties(files);
        properties = Map.of(
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG,
                "SASL_SSL",
                "sasl.mechanism",
                properties.get("sasl.mechanism"),
                "sasl.jaas.config",
                properties.get("sasl.jaas.config"));
        return JaasContext.loadClientContext(properties).configurationEntries().get(0);
    }
}
