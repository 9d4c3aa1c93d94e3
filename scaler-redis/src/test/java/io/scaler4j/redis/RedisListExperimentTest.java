package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * The example of docs/redis.md, from end to end: a real list, real workers, a trigger with KEDA's options and one
 * element wanted per worker.
 */
class RedisListExperimentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ScalingPolicy POLICY = ScalingPolicy.builder()
            .replicas(0, 10)
            .cooldown(ofSeconds(1))
            .scaleUp(ScalingRules.builder().replicas(10, ofSeconds(1)).build())
            .scaleDown(ScalingRules.builder().stabilizationWindow(ZERO).build())
            .build();

    private final List<Decision> decisions = new CopyOnWriteArrayList<>();
    private Traces before;
    private RedisNode redis;
    private Jedis admin;
    private ListWorkers workers;
    private ScalerCatalog catalog;
    private Autoscaler autoscaler;

    @BeforeEach
    void start() {
        before = Traces.now();
        redis = ServerRequirement.start(() -> RedisNode.process(RedisOptions.defaults()));
        admin = new Jedis("127.0.0.1", redis.port());
        workers = new ListWorkers(redis.port(), "mails");
        catalog = ScalerCatalog.load();
        var trigger = catalog.open(TriggerSpec.builder("redis")
                .metadata(Map.of("address", redis.address(), "listName", "mails", "listLength", "1"))
                .build());
        autoscaler = Autoscaler.builder("mails")
                .target(workers)
                .policy(POLICY)
                .trigger(trigger)
                .interval(ofMillis(200))
                .idleInterval(ofMillis(200))
                .observer(new AutoscalerObserver() {
                    @Override
                    public void decided(String name, Observation observation, Decision decision) {
                        decisions.add(decision);
                    }
                })
                .build()
                .start();
    }

    @AfterEach
    void nothingIsLeft() {
        if (redis != null) {
            autoscaler.close();
            catalog.close();
            workers.close();
            admin.close();
            before.assertNothingIsLeft();
            redis.close();
        }
    }

    private void push(int elements) {
        for (int i = 0; i < elements; i++) {
            admin.rpush("mails", "mail-" + i);
        }
    }

    private void workersBecome(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(workers.count()).as("%s", decisions).isEqualTo(count));
    }

    private Decision last() {
        return decisions.get(decisions.size() - 1);
    }

    private Reading lastReading() {
        return last().explanation().recommendations().get(0).reading();
    }

    @Test
    void workersFollowAListToSevenAndBackToNone() {
        await().atMost(PATIENCE).until(() -> !decisions.isEmpty());
        assertThat(workers.count()).as("of a list that does not exist").isZero();

        push(7);
        workersBecome(7);
        workers.letWork(true);
        workersBecome(0);

        assertThat(workers.taken()).isEqualTo(7);
        assertThat(admin.exists("mails")).as("an empty list is no key").isFalse();
        assertThat(decisions).allSatisfy(decision -> assertThat(decision.to()).isBetween(0, 7));
    }

    @Test
    void aKeyOfTheWrongTypeIsAClearFailureThatHoldsTheCount() {
        push(3);
        workersBecome(3);

        admin.set("mails", "not a list"); // in place of the list, at once
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lastReading())
                        .isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                            assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                            assertThat(failure.message()).contains("\"mails\" is of type string");
                        }));
        int failedAt = decisions.size();
        await().atMost(PATIENCE).until(() -> decisions.size() >= failedAt + 10);
        assertThat(decisions.subList(failedAt, failedAt + 10))
                .allSatisfy(decision -> assertThat(decision.to()).isEqualTo(3));
        assertThat(workers.count()).isEqualTo(3);

        admin.del("mails");
        workersBecome(0);
    }
}
