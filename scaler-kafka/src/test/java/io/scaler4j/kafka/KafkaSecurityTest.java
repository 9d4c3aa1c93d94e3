package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What security settings make of the client's properties, and what they refuse. No broker takes part. */
class KafkaSecurityTest {

    private static final String SECRET = "hunter2-secret";
    private static final String KRB5 = "[libdefaults]\n default_realm = TEST\n";
    private static final String KRB5_PROPERTY = "java.security.krb5.conf";
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final URI ENDPOINT = URI.create("https://login.example.com/token");

    private final PrivateFiles files = new PrivateFiles();

    @AfterEach
    void nothingIsLeft() {
        files.close();
        System.clearProperty(ALLOWED);
        assertThat(System.getProperty(KRB5_PROPERTY)).isNull();
        assertThat(Clients.open()).isZero();
    }

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
    void kerberosWritesPrivateFilesThatGoAwayWithTheClient() throws Exception {
        var credentials = KerberosCredentials.keytab("scaler", "TEST", KRB5, new byte[] {5, 2, -1})
                .withServiceName("broker");
        var entry = jaas(credentials);
        Path keytab = Path.of(entry.getOptions().get("keyTab").toString());
        Path krb5 = Path.of(System.getProperty(KRB5_PROPERTY));

        assertThat(entry.getLoginModuleName()).isEqualTo("com.sun.security.auth.module.Krb5LoginModule");
        assertThat(entry.getOptions())
                .isEqualTo(Map.of(
                        "principal",
                        "scaler@TEST",
                        "useTicketCache",
                        "false",
                        "refreshKrb5Config",
                        "true",
                        "useKeyTab",
                        "true",
                        "storeKey",
                        "true",
                        "doNotPrompt",
                        "true",
                        "keyTab",
                        keytab.toString()));
        assertThat(credentials.properties(files)).containsEntry("sasl.kerberos.service.name", "broker");
        assertThat(Files.readAllBytes(keytab)).containsExactly(5, 2, -1);
        assertThat(Files.readString(krb5)).isEqualTo(KRB5);
        assertThat(Files.getPosixFilePermissions(keytab.getParent())).hasSize(3);

        files.close();
        assertThat(keytab.getParent()).doesNotExist();
        assertThat(krb5).doesNotExist();
    }

    @Test
    void kerberosTellsThePasswordToTheLoginModuleAlone() throws Exception {
        var credentials = KerberosCredentials.password("scaler", "TEST", KRB5, SECRET);
        var name = new NameCallback("name");
        var password = new PasswordCallback("password", false);
        var handler = new KerberosPasswordHandler();
        handler.configure(Map.of(), "GSSAPI", List.of(jaas(credentials)));
        handler.handle(new Callback[] {name, password});

        assertThat(name.getName()).isEqualTo("scaler@TEST");
        assertThat(password.getPassword()).isEqualTo(SECRET.toCharArray());
        assertThat(credentials.properties(files))
                .containsEntry("sasl.login.callback.handler.class", KerberosPasswordHandler.class)
                .containsEntry("sasl.kerberos.service.name", "kafka");
    }

    @Test
    void oneKerberosConfigurationServesSeveralClients() {
        var credentials = KerberosCredentials.password("scaler", "TEST", KRB5, SECRET);
        var other = KerberosCredentials.password("scaler", "TEST", "[libdefaults]\n", SECRET);
        try (var second = new PrivateFiles()) {
            credentials.properties(files);
            credentials.properties(second);
            assertThat(problems(credentials)).isEmpty();
            assertThat(problems(other)).singleElement().asString().contains("differs", KRB5_PROPERTY, "merge");

            try (var third = new PrivateFiles()) { // checked while no other was installed
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> other.properties(third))
                        .withMessageContainingAll("differs", KRB5_PROPERTY, "merge");
            }
            assertThat(System.getProperty(KRB5_PROPERTY)).isNotNull();

            files.close();
            assertThat(Path.of(System.getProperty(KRB5_PROPERTY))).exists();
        }
        assertThat(problems(other)).isEmpty();
    }

    @Test
    void aFileThatCannotBeDeletedKeepsNoOther() throws Exception {
        Path stubborn = files.write("first", new byte[1]);
        Path other = files.write("second", new byte[1]);
        Files.delete(stubborn);
        Path inside = Files.createFile(Files.createDirectory(stubborn).resolve("inside"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(files::close)
                .withMessageContaining(stubborn.getParent().toString());
        assertThat(other).doesNotExist();
        Files.delete(inside);
    }

    /** As a class of the user's that misses another one. */
    static final class Broken {
        static {
            fail();
        }

        private static void fail() {
            throw new IllegalStateException("no initialization");
        }
    }

    @Test
    void aClassThatCannotBeLoadedLeavesNoFile() {
        var settings = new ClientSettings();
        settings.addServers(List.of(Clients.nowhere()));
        settings.property("ssl.engine.factory.class", Broken.class.getName());
        var security = who(KerberosCredentials.keytab("scaler", "TEST", KRB5, new byte[] {5, 2}));

        assertThatThrownBy(() -> settings.open(security)).isInstanceOf(LinkageError.class);
        assertThat(System.getProperty(KRB5_PROPERTY))
                .as("set for as long as there are files")
                .isNull();
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
    void anAllowedTokenEndpointIsAccepted() {
        System.setProperty(ALLOWED, "https://other.example.com, " + ENDPOINT);

        assertThat(problems(OAuthCredentials.of(ENDPOINT, "scaler", SECRET))).isEmpty();
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

    private static List<String> problems(KafkaCredentials credentials) {
        var problems = Problems.of("credentials");
        credentials.check(problems);
        return problems.sentences();
    }

    private static KafkaSecurity tls(Consumer<Tls.Builder> settings) {
        var tls = Tls.builder();
        settings.accept(tls);
        return KafkaSecurity.builder().tls(tls.build()).build();
    }

    private static KafkaSecurity who(KafkaCredentials credentials) {
        return KafkaSecurity.builder().credentials(credentials).build();
    }

    /** As the client reads it. */
    private AppConfigurationEntry jaas(KafkaCredentials credentials) {
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
