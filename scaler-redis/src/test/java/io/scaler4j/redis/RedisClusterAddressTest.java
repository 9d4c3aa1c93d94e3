package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Trigger;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** A real cluster of one node, which is not at the usual address and does not tell where it is. */
class RedisClusterAddressTest {

    private static final String HOST = "127.0.0.2";
    private static RedisNode node;
    private static Jedis admin;

    private final Reads reads = new Reads();

    @BeforeAll
    static void startNode() {
        node = ServerRequirement.start(() -> RedisNode.process(
                RedisOptions.defaults().with("cluster-enabled yes").with("bind " + HOST)));
        admin = new Jedis(HOST, node.port());
        admin.sendCommand(Protocol.Command.CLUSTER, "ADDSLOTSRANGE", "0", "16383");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(admin.clusterInfo()).contains("cluster_state:ok"));
        admin.rpush("mails", "a", "b", "c");
    }

    @AfterAll
    static void closeNode() {
        if (node != null) {
            admin.close();
            node.close();
        }
    }

    private static void announce(String endpointType, String hostname) {
        admin.configSet("cluster-announce-hostname", hostname);
        admin.configSet("cluster-preferred-endpoint-type", endpointType);
    }

    /** It tells an empty host, nothing, or a question mark. */
    @ParameterizedTest
    @ValueSource(strings = {"ip", "unknown-endpoint", "hostname"})
    void aNodeThatDoesNotTellItsHostIsReachedWhereItWasAsked(String endpointType) {
        announce(endpointType, "");
        try (var server = RedisServer.builder().cluster(node.address()).build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"elsewhere.invalid:%d=127.0.0.2:%d", "elsewhere.invalid=127.0.0.2"})
    void aTriggerSaysWhereAnAnnouncedAddressCanBeReached(String mapping) {
        announce("hostname", "elsewhere.invalid");
        try (var catalog = ScalerCatalog.load()) {
            Trigger trigger = catalog.open(TriggerSpec.builder("redis-cluster")
                    .metadata(Map.of(
                            "address", node.address(),
                            "listName", "mails",
                            "addressMapping", mapping.replace("%d", "" + node.port())))
                    .build());
            try (var scaler = trigger.scaler()) {
                assertThat(reads.value(scaler).activationValue()).isEqualTo(3);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void anAnnouncedAddressThatCannotBeReachedIsToldWithTheWayOut() {
        announce("hostname", "elsewhere.invalid");
        try (var server = RedisServer.builder().cluster(node.address()).build();
                var scaler =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            assertThat(reads.failure(scaler)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
                assertThat(failure.message()).contains("elsewhere.invalid", "addressMapping");
            });
        }
    }

    @Test
    void aSentinelThatDoesNotTellTheHostMeansItsOwn() {
        var asked = new HostAndPort("10.0.0.7", 26379);

        assertThat(ClusterSlots.orHostOf(asked, new HostAndPort("", 6379))).hasToString("10.0.0.7:6379");
        assertThat(ClusterSlots.orHostOf(asked, new HostAndPort("?", 6379))).hasToString("10.0.0.7:6379");
        assertThat(ClusterSlots.orHostOf(asked, new HostAndPort("db", 6379))).hasToString("db:6379");
    }
}
