package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.DENIED;
import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.RedisNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** Real sentinels, and failovers while it is read. */
class RedisSentinelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Reads reads = new Reads();
    private TestSentinels all;
    private Traces before;
    private RedisServer redis;
    private RedisLengthScaler scaler;

    @BeforeEach
    void start() {
        all = TestSentinels.start();
        before = Traces.now();
        redis = RedisServer.builder()
                .sentinels(TestSentinels.PRIMARY, all.addresses())
                .build();
        scaler = RedisLengthScaler.builder().server(redis).key("mails").build();
    }

    @AfterEach
    void nothingIsLeft() {
        if (all != null) {
            scaler.close();
            redis.close();
            before.assertNothingIsLeft();
            all.close();
        }
    }

    /** The sentinel breaks the connections of a server that it gives another role. */
    private static boolean isReplica(RedisNode server) {
        try (var admin = new Jedis("127.0.0.1", server.port())) {
            return admin.info("replication").contains("role:slave");
        }
    }

    private static void awaitReplica(RedisNode server, int elements) {
        try (var admin = new Jedis("127.0.0.1", server.port())) {
            await().atMost(PATIENCE).until(() -> admin.llen("mails") == elements);
        }
    }

    private static void push(RedisNode server, int elements) {
        try (var admin = new Jedis("127.0.0.1", server.port())) {
            for (int i = 0; i < elements; i++) {
                admin.rpush("mails", "x");
            }
        }
    }

    /** Reads again and again until the value is the one wanted; all readings on the way. */
    private List<Reading> readUntil(double wanted) {
        List<Reading> seen = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            Reading reading = reads.of(scaler);
            seen.add(reading);
            assertThat(Reads.asValue(reading).activationValue()).isEqualTo(wanted);
        });
        return seen;
    }

    @Test
    void aPrimaryThatDiesIsReplacedAndNoReadingInBetweenIsWrong() {
        push(all.server(0), 4);
        awaitReplica(all.server(1), 4);
        all.awaitReadiness();
        assertThat(reads.value(scaler).activationValue()).isEqualTo(4);

        all.server(0).kill();
        List<Reading> seen = readUntil(4);

        assertThat(seen).allSatisfy(reading -> {
            if (reading instanceof Reading.Value value) {
                assertThat(value.activationValue()).isEqualTo(4);
            } else {
                assertThat(((Reading.Failure) reading).message()).contains("\"mymaster\"");
            }
        });
        assertThat(Reads.asValue(seen.get(seen.size() - 1)).details()).containsEntry("newPrimary", 1.0);
        assertThat(reads.value(scaler).details()).doesNotContainKey("newPrimary");
        assertThat(all.primary()).isSameAs(all.server(1));
        push(all.server(1), 3);
        assertThat(reads.value(scaler).activationValue()).isEqualTo(7);
    }

    @Test
    void aPrimaryThatIsDemotedIsNotBelievedAnyMore() {
        push(all.server(0), 4);
        awaitReplica(all.server(1), 4);
        all.awaitReadiness();
        assertThat(reads.value(scaler).activationValue()).isEqualTo(4);

        try (var sentinel = new Jedis("127.0.0.1", all.sentinel(0).port())) {
            sentinel.sendCommand(Protocol.Command.SENTINEL, "FAILOVER", TestSentinels.PRIMARY);
        }
        await().atMost(PATIENCE).until(() -> all.primary() == all.server(1));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isReplica(all.server(0)));
        push(all.server(1), 2);

        List<Reading> seen = readUntil(6);
        assertThat(seen.subList(0, seen.size() - 1))
                .as("what the old primary, a replica now, knew")
                .allSatisfy(reading -> assertThat(reading).isInstanceOf(Reading.Failure.class));
    }

    @Test
    void whatAReplicaSaysIsNotTakenForWhatThePrimaryWouldSay() {
        push(all.server(0), 4);
        assertThat(reads.value(scaler).activationValue()).isEqualTo(4);

        try (var admin = new Jedis("127.0.0.1", all.server(0).port())) {
            admin.replicaof(
                    "127.0.0.1", all.server(1).port()); // the connections stay, and the sentinels do not know yet
        }
        assertThat(reads.failure(scaler).message()).contains("is no primary, its role is slave");
    }

    @Test
    void oneSentinelThatAnswersIsEnough() {
        push(all.server(0), 1);
        all.sentinel(0).kill();
        all.sentinel(1).kill();
        assertThat(reads.value(scaler).activationValue()).isEqualTo(1);
    }

    @Test
    void aUserNeedsThePermissionsThatAreDocumentedAndNoMore() {
        try (var primary = new Jedis("127.0.0.1", all.server(0).port())) {
            LimitedUser.fill(key -> primary);
            var user = new LimitedUser(List.of(primary), "+role");

            user.assertNeedsNoMore(() -> as(LimitedUser.CREDENTIALS, RedisCredentials.none()));
            user.assertNeedsEach(() -> as(LimitedUser.CREDENTIALS, RedisCredentials.none()));
        }
    }

    @Test
    void aUserOfTheSentinelsNeedsToAskForThePrimaryAndNoMore() {
        push(all.server(0), 2);
        try (var first = new Jedis("127.0.0.1", all.sentinel(0).port());
                var second = new Jedis("127.0.0.1", all.sentinel(1).port());
                var third = new Jedis("127.0.0.1", all.sentinel(2).port());
                var server = as(RedisCredentials.none(), LimitedUser.CREDENTIALS);
                var mails =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            var sentinels = List.of(first, second, third);

            LimitedUser.allow(sentinels, List.of());
            LimitedUser.assertDenied(reads.failure(mails), "+sentinel|get-master-addr-by-name");

            LimitedUser.allow(sentinels, List.of("+sentinel|get-master-addr-by-name"));
            assertThat(reads.value(mails).activationValue()).isEqualTo(2);
        }
    }

    @Test
    void aPasswordThatTheSentinelsDoNotTakeIsSaidToBeTheirs() {
        try (var server = as(RedisCredentials.none(), RedisCredentials.of("nobody", "battery-staple"));
                var mails =
                        RedisLengthScaler.builder().server(server).key("mails").build()) {
            assertThat(reads.failure(mails)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(DENIED);
                assertThat(failure.message()).contains("WRONGPASS", "check user and password of the sentinels");
                assertThat(Reads.printed(failure)).doesNotContain("battery-staple");
            });
        }
    }

    private RedisServer as(RedisCredentials ofServers, RedisCredentials ofSentinels) {
        return RedisServer.builder()
                .sentinels(TestSentinels.PRIMARY, all.addresses())
                .credentials(ofServers)
                .sentinelCredentials(() -> ofSentinels)
                .build();
    }

    @Test
    void aNameThatNoSentinelKnowsIsAMistakeAndSentinelsThatAreGoneAreNot() {
        try (var wrong = RedisServer.builder()
                        .sentinels("nobody", all.addresses())
                        .build();
                var lost = RedisServer.builder()
                        .sentinels("mymaster", "127.0.0.1:1")
                        .build();
                var first =
                        RedisLengthScaler.builder().server(wrong).key("mails").build();
                var second =
                        RedisLengthScaler.builder().server(lost).key("mails").build()) {
            assertThat(reads.failure(first)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(MISCONFIGURED);
                assertThat(failure.message()).contains("\"nobody\"", "correct the name");
            });
            assertThat(reads.failure(second)).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.UNAVAILABLE);
                assertThat(failure.message()).contains("127.0.0.1:1");
            });
        }
    }
}
