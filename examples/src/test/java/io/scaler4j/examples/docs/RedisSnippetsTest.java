package io.scaler4j.examples.docs;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.connect.Tls;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.redis.Aggregate;
import io.scaler4j.redis.RedisCredentials;
import io.scaler4j.redis.RedisLengthScaler;
import io.scaler4j.redis.RedisServer;
import io.scaler4j.redis.RedisStreamScaler;
import io.scaler4j.redis.StreamMetric;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.TestCertificates;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The blocks of docs/redis.md. That they do what the page says is proven on real servers, in their own module. */
class RedisSnippetsTest {

    private static final String NOWHERE = "127.0.0.1:1";

    @Test
    void aServerThatIsNotThereHoldsTheWorkers() throws Exception {
        try (var catalog = ScalerCatalog.load();
                var autoscaler = scaling(catalog, NOWHERE, ScaleTarget.of(() -> 3, replicas -> {}))) {
            assertThat(autoscaler.evaluate().to()).isEqualTo(3);
        }
    }

    @Test
    void scalersShareAServerAndOutliveItsHandle() {
        List<Scaler> scalers =
                sharing(NOWHERE, () -> "secret", TestCertificates.ofThisBuild().authority());

        assertThat(scalers)
                .hasToString("[the length of \"mails\" of Redis at 127.0.0.1:1,"
                        + " the work of group \"billing\" on stream \"orders\" of Redis at 127.0.0.1:1]");
        scalers.forEach(Scaler::close);
    }

    @Test
    void everyOptionCanBeSet() {
        try (var server = RedisServer.builder().address(NOWHERE).build();
                var keys = ofSeveralKeys(server);
                var stream = ofAStream(server)) {
            assertThat(keys).asString().contains("\"mails:high\", \"mails:low\", \"mails:processing\"");
            assertThat(stream).asString().contains("\"billing\"");
        }
    }

    @Test
    void clustersAndSentinelsAreNamedInOtherWays() {
        assertThat(others())
                .hasToString("[Redis cluster at node-1:6379,node-2:6379,"
                        + " Redis \"mymaster\" of the sentinels at sentinel-1:26379,sentinel-2:26379]");
    }

    private static Autoscaler scaling(ScalerCatalog catalog, String redis, ScaleTarget workers) {
        var trigger = catalog.open(TriggerSpec.builder("redis")
                .name("mails")
                .metadata(Map.of("address", redis, "listName", "mails", "listLength", "1"))
                .build());
        return Autoscaler.builder("mails")
                .target(workers)
                .policy(ScalingPolicy.builder()
                        .replicas(0, 10)
                        .cooldown(ofSeconds(30))
                        .build())
                .trigger(trigger)
                .build();
    }

    private static List<Scaler> sharing(String redis, Supplier<String> passwords, String authorities) {
        try (var server = RedisServer.builder()
                .address(redis)
                .credentials(() -> RedisCredentials.of("scaler", passwords.get())) // asked for each connection
                .tls(Tls.builder().certificateAuthorities(authorities).build())
                .build()) {
            var mails = RedisLengthScaler.builder().server(server).key("mails").build();
            var orders = RedisStreamScaler.builder().server(server).stream("orders")
                    .consumerGroup("billing")
                    .build();
            return List.of(mails, orders);
        } // the connections close with the last scaler
    }

    private static List<RedisServer> others() {
        var cluster =
                RedisServer.builder().cluster("node-1:6379", "node-2:6379").build();
        var sentinels = RedisServer.builder()
                .sentinels("mymaster", "sentinel-1:26379", "sentinel-2:26379")
                .build();
        cluster.close();
        sentinels.close();
        return List.of(cluster, sentinels);
    }

    private static RedisLengthScaler ofSeveralKeys(RedisServer server) {
        return RedisLengthScaler.builder()
                .server(server)
                .keys(List.of("mails:high", "mails:low"), Aggregate.SUM)
                .inFlight("mails:processing", 1) // what workers have taken and not finished
                .build();
    }

    private static RedisStreamScaler ofAStream(RedisServer server) {
        return RedisStreamScaler.builder().server(server).stream("orders")
                .consumerGroup("billing")
                .metric(StreamMetric.LAG_AND_PENDING) // the default: what waits and what is being worked on
                .ignorePendingIdleFor(ofHours(1)) // what a consumer left behind that is gone
                .build();
    }
}
