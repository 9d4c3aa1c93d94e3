package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Scaler;
import io.scaler4j.connect.Tls;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** Real servers of another kind than the settings say: the failure tells which settings are right. */
class RedisWrongServerTest {

    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Reads reads = new Reads();
    private Traces before;

    @BeforeEach
    void look() {
        before = Traces.now();
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertNothingIsLeft();
    }

    private static RedisNode start(RedisOptions options) {
        return ServerRequirement.start(() -> RedisNode.process(options));
    }

    private static RedisServer.Builder connection(Topology topology, String address) {
        return switch (topology) {
            case SINGLE -> RedisServer.builder().address(address);
            case CLUSTER -> RedisServer.builder().cluster(address);
            case SENTINEL -> RedisServer.builder().sentinels("mymaster", address);
        };
    }

    /** Of a list and of a stream. */
    private void assertMisconfigured(RedisServer.Builder builder, String... said) {
        try (var server = builder.timeout(SHORT).build();
                var length =
                        RedisLengthScaler.builder().server(server).key("mails").build();
                var stream = RedisStreamScaler.builder().server(server).stream("orders")
                        .consumerGroup("billing")
                        .build()) {
            for (Scaler scaler : List.of(length, stream)) {
                assertThat(reads.failure(scaler)).satisfies(failure -> {
                    assertThat(failure.kind()).as(failure.message()).isEqualTo(MISCONFIGURED);
                    assertThat(failure.message()).contains(said);
                });
            }
        }
    }

    @Test
    void aNodeOfAClusterIsNoSingleServer() {
        try (var first = start(RedisOptions.defaults().with("cluster-enabled yes"));
                var second = start(RedisOptions.defaults().with("cluster-enabled yes"));
                var atFirst = new Jedis("127.0.0.1", first.port());
                var atSecond = new Jedis("127.0.0.1", second.port())) {
            atSecond.sendCommand(Protocol.Command.CLUSTER, "ADDSLOTSRANGE", "0", "16383");
            atFirst.sendCommand(Protocol.Command.CLUSTER, "MEET", "127.0.0.1", "" + second.port());
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(atFirst.clusterInfo()).contains("cluster_state:ok"));

            assertMisconfigured(
                    connection(Topology.SINGLE, first.address()), "MOVED", "use the type redis-cluster", "-streams");
        }
    }

    @Test
    void aSingleServerIsNoClusterAndNoSentinel() {
        try (var single = start(RedisOptions.defaults())) {
            assertMisconfigured(
                    connection(Topology.CLUSTER, single.address()),
                    "cluster support disabled",
                    "use the type redis or redis-streams");
            assertMisconfigured(
                    connection(Topology.SENTINEL, single.address()), "is no sentinel", "26379", "type redis");
        }
    }

    @Test
    void aSentinelIsNoServerOfKeys() {
        try (var single = start(RedisOptions.defaults());
                var sentinel = start(RedisOptions.sentinelOf("mymaster", single.port(), 1))) {
            for (Topology topology : List.of(Topology.SINGLE, Topology.CLUSTER)) {
                assertMisconfigured(
                        connection(topology, sentinel.address()),
                        "it is a sentinel",
                        "use the type redis-sentinel",
                        "sentinelMaster");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatSpeaksNoTlsIsToldOf(Topology topology) {
        try (var plain = start(RedisOptions.defaults())) {
            Tls tls = Tls.builder()
                    .certificateAuthorities(TestCertificates.ofThisBuild().authority())
                    .build();
            assertMisconfigured(
                    connection(topology, plain.address()).tls(tls),
                    plain.address() + " speaks no TLS",
                    "leave enableTLS and tls out");
        }
    }

    /** A proxy that waits for a handshake answers to nothing else. */
    @Test
    void aServerThatSaysNothingAtAllMayWantTls() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var server = RedisServer.builder()
                        .address("127.0.0.1:" + silent.getLocalPort())
                        .timeout(SHORT)
                        .build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(TIMEOUT);
                assertThat(failure.message()).contains("uses TLS as the settings say");
            });
        }
    }

    /** As KEDA: its client names the default user. */
    @Test
    void aPasswordForAServerWithoutOneIsNoMistake() {
        try (var open = start(RedisOptions.defaults());
                var sentinel = start(RedisOptions.sentinelOf("mymaster", open.port(), 1))) {
            var password = RedisCredentials.password("not-asked-for");
            for (Topology topology : List.of(Topology.SINGLE, Topology.SENTINEL)) {
                String address = topology == Topology.SINGLE ? open.address() : sentinel.address();
                try (var server = connection(topology, address)
                                .credentials(password)
                                .sentinelCredentials(() -> password)
                                .build();
                        var scaler = RedisLengthScaler.builder()
                                .server(server)
                                .key("mails")
                                .build()) {
                    Reading reading = reads.of(scaler);
                    assertThat(Reads.asValue(reading).activationValue()).isZero();
                }
            }
        }
    }
}
