package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaler4j.Scaler;
import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import io.scaler4j.testservers.KafkaTopics;
import io.scaler4j.testservers.ListenerSecurity;
import io.scaler4j.testservers.SecureListener;
import io.scaler4j.testservers.ServerRequirement;
import io.scaler4j.testservers.TestCertificates;
import io.scaler4j.testservers.TokenServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A real broker that lets nobody in without credentials and allows nothing without a rule, a topic on which the group
 * {@code billing} is 7 behind, and the users {@code alice}, allowed to measure that, and {@code mallory}, not allowed.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class KafkaSecurityFixture {

    static final Duration PATIENT = Duration.ofSeconds(60);
    /** With characters that a quoted text could stumble over. */
    static final String ALICES_PASSWORD = "alice's #1 p=w;\t{x} ~";

    static final String MALLORYS_PASSWORD = "mallory-secret";
    static final String CLIENT_SECRET = "token-client-secret";

    private final Polls polls = new Polls();
    TestCertificates certificates;
    TokenServer tokens;
    KafkaServer kafka;
    KafkaTopics topics;

    abstract KafkaServer newServer(KafkaOptions options);

    /** Whether a server reaches what listens on the loopback address of the tests. */
    boolean reachesTheTokenServer() {
        return true;
    }

    void needsTokens() {
        assumeTrue(reachesTheTokenServer(), "this broker does not reach the token server at the loopback address");
    }

    @BeforeAll
    void startBroker() throws Exception {
        certificates = ServerRequirement.start(TestCertificates::ofThisBuild);
        tokens = TokenServer.open();
        tokens.client("alice", CLIENT_SECRET);
        System.setProperty(TokenServer.ALLOWED_URLS, tokens.endpoint() + "," + tokens.keys());
        var security = ListenerSecurity.with(certificates)
                .user("alice", ALICES_PASSWORD)
                .user("mallory", MALLORYS_PASSWORD);
        var all = reachesTheTokenServer() ? security.tokensOf(tokens) : security;
        kafka = ServerRequirement.start(
                () -> newServer(KafkaOptions.defaults().secured(all).withAccessRules()));
        topics = KafkaTopics.of(kafka);
        topics.create("orders", 2);
        topics.produce("orders", 10);
        topics.commit("billing", "orders", 0, 3);
        topics.commit("billing", "orders", 1, 0);
        allow("alice");
        allow("CN=client");
    }

    @AfterAll
    void closeBroker() {
        if (kafka != null) {
            topics.close();
            kafka.close();
        }
        if (tokens != null) {
            tokens.close();
        }
        System.clearProperty(TokenServer.ALLOWED_URLS);
    }

    @AfterEach
    void noClientIsLeft() {
        assertThat(Clients.open()).isZero();
        assertThat(Clients.logins()).isZero();
    }

    void addUser(String name, String password) throws Exception {
        var secret = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.directBootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, secret, password)))
                    .all()
                    .get(20, SECONDS);
        }
    }

    /** What the package page says that a client needs, and no more. */
    private void allow(String user) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.directBootstrapServers()))) {
            admin.createAcls(List.of(
                            describe(user, ResourceType.TOPIC, "orders"),
                            describe(user, ResourceType.GROUP, "billing")))
                    .all()
                    .get(20, SECONDS);
        }
    }

    void allowTopicOnly(String user) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.directBootstrapServers()))) {
            admin.createAcls(List.of(describe(user, ResourceType.TOPIC, "orders")))
                    .all()
                    .get(20, SECONDS);
        }
    }

    void allowGroup(String user, String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.directBootstrapServers()))) {
            admin.createAcls(List.of(describe(user, ResourceType.GROUP, group)))
                    .all()
                    .get(20, SECONDS);
        }
    }

    /** On all topics of the group. */
    KafkaLagScaler groupScaler(SecureListener listener, String group, KafkaSecurity security) {
        return KafkaLagScaler.builder()
                .bootstrapServers(kafka.bootstrapServers(listener))
                .security(security)
                .consumerGroup(group)
                .build();
    }

    private static AclBinding describe(String user, ResourceType type, String name) {
        var everywhere = new AccessControlEntry("User:" + user, "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW);
        return new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL), everywhere);
    }

    KafkaLagScaler scaler(SecureListener listener, KafkaSecurity security) {
        return scaler(listener, () -> security);
    }

    KafkaLagScaler scaler(SecureListener listener, Supplier<KafkaSecurity> security) {
        return scaler(kafka.bootstrapServers(listener), security);
    }

    static KafkaLagScaler scaler(String servers, Supplier<KafkaSecurity> security) {
        try (var cluster = KafkaCluster.builder()
                .bootstrapServers(servers)
                .security(security)
                .property("reconnect.backoff.max.ms", 200)
                .build()) {
            return KafkaLagScaler.builder()
                    .cluster(cluster)
                    .topic("orders")
                    .consumerGroup("billing")
                    .build();
        }
    }

    Tls trusting() {
        return Tls.builder().certificateAuthorities(certificates.authority()).build();
    }

    Tls trusting(String chain, String key, String keyPassword) {
        return Tls.builder()
                .certificateAuthorities(certificates.authority())
                .clientCertificate(chain, key, keyPassword)
                .build();
    }

    static KafkaSecurity plaintext(KafkaCredentials credentials) {
        return KafkaSecurity.builder().credentials(credentials).build();
    }

    static KafkaSecurity encrypted(Tls tls) {
        return KafkaSecurity.builder().tls(tls).build();
    }

    static KafkaSecurity encrypted(Tls tls, KafkaCredentials credentials) {
        return KafkaSecurity.builder().tls(tls).credentials(credentials).build();
    }

    Reading read(Scaler scaler) {
        return read(scaler, PATIENT);
    }

    Reading read(Scaler scaler, Duration timeout) {
        try {
            return scaler.read(polls.next(timeout));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<Reading> readAsync(Scaler scaler, Executor executor) {
        return scaler.readAsync(polls.next(PATIENT), executor).toCompletableFuture();
    }

    void assertMeasures(Scaler scaler) {
        assertThat(read(scaler))
                .isInstanceOfSatisfying(
                        Reading.Value.class,
                        value -> assertThat(value.activationValue()).isEqualTo(7));
    }

    static void assertFailure(Reading reading, Reading.Failure.Kind kind, String... words) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).as(failure.message()).isEqualTo(kind);
            assertThat(failure.message()).contains(words);
        });
    }

    static void assertDenied(Reading reading, String... words) {
        assertFailure(reading, DENIED, words);
    }
}
