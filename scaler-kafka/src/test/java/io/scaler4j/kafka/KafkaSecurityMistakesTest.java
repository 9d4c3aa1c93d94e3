package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Security settings that are refused, and what is said of them. */
class KafkaSecurityMistakesTest extends SecuritySettingsFixture {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(who(KafkaCredentials.plain(" ", SECRET)), "username is missing"),
                arguments(who(KafkaCredentials.scramSha256("alice", "")), "password is missing"),
                arguments(
                        who(OAuthCredentials.of(ENDPOINT, "scaler", SECRET)),
                        "start the JVM with -D" + ALLOWED + "=" + ENDPOINT),
                arguments(
                        who(OAuthCredentials.of(URI.create("file:/token"), "scaler", SECRET)),
                        "must be a URL of https or http"),
                arguments(
                        who(OAuthCredentials.of(ENDPOINT, "scaler", "s").withExtension(SECRET, "c")),
                        "name must be letters"),
                arguments(
                        who(OAuthCredentials.of(URI.create("https://u:" + SECRET + "@login/token"), "scaler", "s")),
                        "must not hold a user or password"),
                arguments(
                        who(OAuthCredentials.of(URI.create("https://u:" + SECRET + "@lo_gin/token"), "scaler", "s")),
                        "must be a URL of https or http"),
                arguments(
                        who(OAuthCredentials.of(URI.create(ENDPOINT + "?key=" + SECRET), "scaler", "s")),
                        "start the JVM with"),
                arguments(who(KerberosCredentials.password("", "TEST", KRB5, SECRET)), "username is missing"),
                arguments(who(KerberosCredentials.password("scaler", "", KRB5, SECRET)), "realm is missing"),
                arguments(who(KerberosCredentials.password("scaler", "TEST", "", SECRET)), "krb5.conf"),
                arguments(who(KerberosCredentials.keytab("scaler", "TEST", KRB5, new byte[0])), "keytab is missing"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void saysWhatIsWrongAndKeepsTheSecrets(KafkaSecurity security, String sentence) {
        var problems = Problems.of("security");
        security.check(problems);

        assertThat(problems.sentences())
                .anySatisfy(each -> assertThat(each).contains(sentence))
                .noneSatisfy(each -> assertThat(each).contains(SECRET));
        assertThat(security.toString()).doesNotContain(SECRET);
    }

    @Test
    void refusesEveryProblemAtOnce() {
        var builder = KafkaCluster.builder()
                .bootstrapServers("broker")
                .property("sasl.mechanism", "PLAIN")
                .security(KafkaSecurity.builder()
                        .tls(Tls.builder().certificateAuthorities("caaa").build())
                        .credentials(KafkaCredentials.plain("", ""))
                        .build());

        assertThat(catchThrowableOfType(InvalidConfigurationException.class, builder::build)
                        .problems())
                .satisfiesExactly(
                        each -> assertThat(each).contains("host:port"),
                        each -> assertThat(each).contains("sasl.mechanism is no further property beside security"),
                        each -> assertThat(each).contains("ca has no certificate"),
                        each -> assertThat(each).contains("username is missing"),
                        each -> assertThat(each).contains("password is missing"));
    }

    @Test
    void anAllowedTokenEndpointIsAccepted() {
        System.setProperty(ALLOWED, "https://other.example.com, " + ENDPOINT);

        assertThat(problems(OAuthCredentials.of(ENDPOINT, "scaler", SECRET))).isEmpty();
    }
}
