package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.connect.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What security settings make of the client's properties, and what they refuse. No broker takes part. */
class KafkaSecurityTest extends SecuritySettingsFixture {

    @Test
    void protocolFollowsFromTheTwoParts() {
        var tls = Tls.builder().build();
        var who = KafkaCredentials.plain("alice", SECRET);

        assertThat(Stream.of(
                                KafkaSecurity.plaintext(),
                                KafkaSecurity.builder().tls(tls).build(),
                                KafkaSecurity.builder().credentials(who).build(),
                                KafkaSecurity.builder()
                                        .tls(tls)
                                        .credentials(who)
                                        .build())
                        .map(security -> security.properties(files).get("security.protocol")))
                .containsExactly("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"simple", "with \"quotes\" and \\ and ';' = {}", "two\nlines\r\nand tab\t", "ünïcödé 密码", " "})
    void anyPasswordArrivesAtTheLoginModule(String password) {
        var entry = jaas(KafkaCredentials.scramSha512("al\"ice", password));

        assertThat(entry.getLoginModuleName()).endsWith(".ScramLoginModule");
        assertThat(entry.getOptions()).isEqualTo(Map.of("username", "al\"ice", "password", password));
    }

    @Test
    void oauthAsksForScopesAndSendsExtensions() {
        var credentials = OAuthCredentials.of(ENDPOINT, "scaler", SECRET)
                .withScopes("read", " measure ", "")
                .withExtension("tenant", "blue");

        assertThat(jaas(credentials).getOptions())
                .isEqualTo(Map.of(
                        "clientId",
                        "scaler",
                        "clientSecret",
                        SECRET,
                        "scope",
                        "read measure",
                        "extension_tenant",
                        "blue"));
        assertThat(credentials.properties(files))
                .containsEntry("sasl.mechanism", "OAUTHBEARER")
                .containsEntry("sasl.oauthbearer.token.endpoint.url", ENDPOINT.toString());
    }

    @Test
    void awsIsLookedForOnlyWhenItIsAskedFor() {
        assertThat(problems(MskIamCredentials.ofRegion("eu-west-1")))
                .singleElement()
                .asString()
                .contains("software.amazon.msk:aws-msk-iam-auth", "class path");
    }

    @Test
    void awsAssumesARole() {
        var credentials = MskIamCredentials.ofRegion("eu-west-1")
                .withRole("arn:aws:iam::1:role/scaler")
                .withAccessKey("AKIA1", SECRET, "");

        assertThat(jaas(credentials).getOptions())
                .isEqualTo(Map.of(
                        "awsRoleArn",
                        "arn:aws:iam::1:role/scaler",
                        "awsStsRegion",
                        "eu-west-1",
                        "awsRoleAccessKeyId",
                        "AKIA1",
                        "awsRoleSecretAccessKey",
                        SECRET));
        assertThat(problems(MskIamCredentials.ofRegion("").withAccessKey("AKIA1", "", "")))
                .anySatisfy(each -> assertThat(each).contains("region is missing"))
                .anySatisfy(each -> assertThat(each).contains("both its id and its secret"))
                .anySatisfy(each -> assertThat(each).contains("only to assume a role"));
    }

    @Test
    void aBuilderThatIsUsedAgainAsksAgainAndChangesNoOpenConnection() {
        var asked = new AtomicInteger();
        var builder = KafkaCluster.builder().bootstrapServers(Clients.nowhere()).security(() -> {
            asked.incrementAndGet();
            return KafkaSecurity.plaintext();
        });
        try (var first = builder.build();
                var second = builder.bootstrapServers(Clients.nowhere()).build()) {
            assertThat(asked).hasValue(2);
            assertThat(first.toString()).isNotEqualTo(second.toString());
        }
    }

    @Test
    void equalSettingsAreEqualAndHaveTheSameFingerprint() {
        List<KafkaSecurity> all = new ArrayList<>();
        for (String password : List.of(SECRET, "another")) {
            all.add(who(KafkaCredentials.plain("alice", password)));
            all.add(who(KafkaCredentials.scramSha256("alice", password)));
            all.add(tls(tls -> tls.clientCertificate("chain", "key", password)));
            all.add(who(OAuthCredentials.of(ENDPOINT, "alice", password)));
            all.add(who(KerberosCredentials.password("alice", "TEST", KRB5, password)));
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all.stream().map(KafkaSecurity::fingerprint)).doesNotHaveDuplicates();
        assertThat(who(KafkaCredentials.plain("alice", SECRET)))
                .isEqualTo(all.get(0))
                .hasSameHashCodeAs(all.get(0))
                .extracting(KafkaSecurity::fingerprint)
                .isEqualTo(all.get(0).fingerprint());
        assertThat(who(KafkaCredentials.plain("ab", "c")).fingerprint())
                .isNotEqualTo(who(KafkaCredentials.plain("a", "bc")).fingerprint());
    }

    @Test
    void isPrintedWithoutSecrets() {
        assertThat(KafkaSecurity.builder()
                        .tls(Tls.builder()
                                .clientCertificate("chain", "key", SECRET)
                                .build())
                        .credentials(KafkaCredentials.scramSha512("alice", SECRET))
                        .build())
                .hasToString("SASL_SSL, TLS with a client certificate, SCRAM-SHA-512 as \"alice\"");
        assertThat(OAuthCredentials.of(ENDPOINT, "scaler", SECRET))
                .hasToString("OAUTHBEARER as \"scaler\" by " + ENDPOINT);
        assertThat(KerberosCredentials.password("scaler", "TEST", KRB5, SECRET))
                .hasToString("GSSAPI as \"scaler@TEST\"");
        assertThat(MskIamCredentials.ofRegion("eu-west-1").withAccessKey("AKIA1", SECRET, SECRET))
                .hasToString("AWS_MSK_IAM in eu-west-1");
    }
}
