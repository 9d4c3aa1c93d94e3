package io.scaler4j.redis;

import static io.scaler4j.metric.Reading.Failure.Kind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.scaler4j.metric.Reading;
import io.scaler4j.redis.ScriptedRedis.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads that wait while something else ends: their server, their scaler, or the time of another read. */
class RedisClosingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MORE_THAN_CONNECTIONS = 7;

    private final Polls polls = new Polls();
    private final Reads reads = new Reads();
    private final ScriptedRedis server = new ScriptedRedis().on("LLEN", Answer.SILENCE);
    private Traces before;

    @BeforeEach
    void look() {
        before = Traces.now();
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertNothingIsLeft();
        server.close();
    }

    private RedisServer.Builder redis() {
        return RedisServer.builder().address(server.address());
    }

    private static RedisLengthScaler scaler(RedisServer redis, String key) {
        return RedisLengthScaler.builder().server(redis).key(key).build();
    }

    private CompletableFuture<Reading> begin(RedisLengthScaler scaler, Duration timeout) {
        return scaler.readAsync(polls.next(timeout), Runnable::run).toCompletableFuture();
    }

    private static Reading.Failure failure(CompletableFuture<Reading> answer) {
        await().atMost(PATIENCE).until(answer::isDone);
        return (Reading.Failure) answer.join();
    }

    /** More reads than connections: some wait for the server, and others for their turn. */
    @Test
    void closingFailsTheReadsOnTheWayAndThoseThatHaveNotBegun() {
        var redis = redis().timeout(Duration.ofMinutes(10)).build();
        List<RedisLengthScaler> scalers = IntStream.range(0, MORE_THAN_CONNECTIONS)
                .mapToObj(number -> scaler(redis, "key-" + number))
                .toList();
        List<CompletableFuture<Reading>> answers = scalers.stream()
                .map(scaler -> begin(scaler, Duration.ofHours(1)))
                .toList();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.received()).hasSizeGreaterThanOrEqualTo(1));

        redis.close();
        scalers.forEach(RedisLengthScaler::close);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(failure(answer).message()).contains("was closed during the read"));
    }

    /** The connection is shared; the scaler that closes takes nothing from the other. */
    @Test
    void aScalerThatClosesLeavesTheReadOfAnotherOnTheWay() {
        try (var redis = redis().build();
                var stays = scaler(redis, "stays")) {
            var goes = scaler(redis, "goes");
            server.on("LLEN stays", Answer.number(3));
            var answer = begin(goes, Duration.ofMillis(300));
            goes.close();

            assertThat(reads.value(stays).activationValue()).isEqualTo(3);
            assertThat(failure(answer).kind()).isEqualTo(TIMEOUT);
        }
    }

    @Test
    void aSilentServerHoldsNoReadBeyondItsTimeAndNoneAfterIt() {
        try (var redis = redis().timeout(Duration.ofMinutes(10)).build();
                var scaler = scaler(redis, "mails")) {
            for (int turn = 0; turn < MORE_THAN_CONNECTIONS; turn++) {
                Reading reading = reads.of(scaler, Duration.ofMillis(100));
                assertThat(reading).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(TIMEOUT);
                    assertThat(failure.message()).contains(server.address());
                });
            }
            server.on("LLEN", Answer.number(3));
            await("the connections that waited are cut off")
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(reads.value(scaler).activationValue()).isEqualTo(3));
        }
    }

    @Test
    void theTimeoutOfTheServerIsALimitEvenForAPatientRead() {
        try (var redis = redis().timeout(Duration.ofMillis(100)).build();
                var scaler = scaler(redis, "mails")) {
            assertThat(failure(begin(scaler, Duration.ofHours(1))).kind()).isEqualTo(TIMEOUT);
        }
    }

    @Test
    void aServerThatIsClosedTellsNoRoundTripsAndClosesTwice() {
        var redis = redis().build();
        assertThat(redis.roundTrips()).isZero();
        redis.close();
        redis.close();

        assertThatIllegalStateException()
                .isThrownBy(redis::roundTrips)
                .withMessageContaining(server.address())
                .withMessageContaining("ask before closing it");
    }

    @Test
    void aReadAfterCloseAsksNobody() {
        var scaler = RedisLengthScaler.builder()
                .address(server.address())
                .key("mails")
                .build();
        scaler.close();

        assertThat(failure(begin(scaler, Duration.ofHours(1))).message()).contains("this scaler is closed");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void aServerThatIsNeverReadIsNeverConnectedTo() {
        try (var redis = redis().build();
                var scaler = scaler(redis, "mails")) {
            assertThat(scaler).hasToString("the length of \"mails\" of Redis at " + server.address());
            assertThat(server.open()).isZero();
        }
    }
}
