package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.MISCONFIGURED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.junit.jupiter.api.Test;

/** What many scalers cost a real broker, and how little they know of each other's troubles. */
abstract class KafkaBatchContract extends KafkaLagFixture {

    private static final int SCALERS = 200;

    private final AtomicReference<KafkaMetric> requests = new AtomicReference<>();

    @Test
    void aRoundOfManyScalersTakesThreeRequests() throws Exception {
        topics.create("round", 5);
        topics.produce("round", 50);
        try (var counted = countedCluster()) {
            List<KafkaLagScaler> scalers = IntStream.range(0, SCALERS)
                    .mapToObj(number -> scaler(counted, "round", "round-" + number))
                    .toList();
            Instant now = NOW;
            for (int round = 0; round < 3; round++, now = now.plusSeconds(5)) {
                assertEachLags(readAll(scalers, now));
            }

            long before = RequestCount.of(requests);
            Reading first = readAsync(scalers.get(17), now).get(20, SECONDS);
            var others = readAll(scalers, now.plusMillis(300));

            assertThat(first).isInstanceOf(Reading.Value.class);
            assertEachLags(others);
            assertThat(RequestCount.of(requests) - before)
                    .as("coordinator, commits, ends")
                    .isEqualTo(3);
            scalers.forEach(KafkaLagScaler::close);
        }
    }

    @Test
    void theStartOfALogIsAskedForOnlyWhereAGroupIsBehind() throws Exception {
        topics.create("starts", 3);
        topics.produce("starts", 0, 30);
        commit("done", "starts", 30, 0, 0);
        try (var counted = countedCluster();
                var scaler = KafkaLagScaler.builder()
                        .cluster(counted)
                        .topic("starts")
                        .consumerGroup("done")
                        .offsetResetPolicy(OffsetResetPolicy.EARLIEST)
                        .build()) {
            assertThat(lag(scaler, NOW)).isZero();
            long before = RequestCount.of(requests);
            assertThat(lag(scaler, NOW.plusSeconds(5))).isZero();
            long atTheEnd = RequestCount.of(requests);
            topics.produce("starts", 0, 4);
            assertThat(lag(scaler, NOW.plusSeconds(10))).isEqualTo(4);

            assertThat(atTheEnd - before).as("coordinator, commits, ends").isEqualTo(3);
            assertThat(RequestCount.of(requests) - atTheEnd)
                    .as("the start as well")
                    .isEqualTo(4);
        }
    }

    @Test
    void anAnswerServesForASecondAndNoLonger() throws Exception {
        topics.create("fresh-answer", 1);
        topics.commit("readers", "fresh-answer", 0, 0);
        try (var scaler = scaler("fresh-answer", "readers")) {
            assertThat(lag(scaler, NOW)).isZero();
            topics.produce("fresh-answer", 0, 5);

            assertThat(lag(scaler, NOW.plusMillis(999))).isZero();
            assertThat(lag(scaler, NOW.plusMillis(1_000))).isEqualTo(5);
        }
    }

    @Test
    void aTopicThatIsMissingIsTheTroubleOfItsOwnScalerAlone() throws Exception {
        topics.create("healthy", 3);
        var scalers = List.of(
                scaler("healthy", "well"), scaler("gone", "unwell"), scaler("healthy", "too"), scaler("gone", "also"));

        var readings = readAll(scalers, NOW);

        assertThat(readings.get(0)).isInstanceOf(Reading.Value.class);
        assertFailure(readings.get(1), MISCONFIGURED, "topic \"gone\" does not exist");
        assertThat(readings.get(2)).isInstanceOf(Reading.Value.class);
        assertFailure(readings.get(3), MISCONFIGURED, "topic \"gone\" does not exist");
        scalers.forEach(KafkaLagScaler::close);
    }

    @Test
    void aTopicThatIsDeletedDoesNotKeepTheOthersWaiting() throws Exception {
        topics.create("staying", 1);
        topics.create("going", 1);
        try (var staying = scaler("staying", "a");
                var going = scaler("going", "b")) {
            assertThat(readAll(List.of(staying, going), NOW)).allMatch(Reading.Value.class::isInstance);
            topics.delete("going");
            Instant later = NOW.plusSeconds(5);
            CompletableFuture<Reading> occupying = readAsync(staying, later); // so that the next two are one batch
            List<CompletableFuture<Reading>> both =
                    List.of(readAsync(staying, later.plusSeconds(2)), readAsync(going, later.plusSeconds(2)));
            occupying.get(20, SECONDS);

            assertThat(both.get(0).get(20, SECONDS)).isInstanceOf(Reading.Value.class);
            assertFailure(both.get(1).get(20, SECONDS), MISCONFIGURED, "topic \"going\" does not exist");
        }
    }

    @Test
    void aHundredRoundsAgainstABrokenNetworkLeaveNothingBehind() throws Exception {
        topics.create("weary", 2);
        List<KafkaLagScaler> scalers = IntStream.range(0, 20)
                .mapToObj(number -> scaler("weary", "weary-" + number))
                .toList();
        Instant now = NOW;
        readAll(scalers, now);
        proxy.reset();
        failAll(scalers, now.plusSeconds(5));
        long threads = Clients.traces().threads();

        for (int round = 2; round < 102; round++) {
            failAll(scalers, now.plusSeconds(5L * round));
        }

        assertThat(Clients.traces().threads()).as("threads of clients").isEqualTo(threads);
        assertThat(Clients.open()).isEqualTo(1);
        proxy.pass();
        assertThat(readAll(scalers, now.plusSeconds(1_000))).allMatch(Reading.Value.class::isInstance);
        scalers.forEach(KafkaLagScaler::close);
    }

    // ---- words

    private KafkaCluster countedCluster() {
        var builder = KafkaCluster.builder().bootstrapServers(kafka.bootstrapServers());
        RequestCount.properties(requests).forEach(builder::property);
        return builder.build();
    }

    private static KafkaLagScaler scaler(KafkaCluster cluster, String topic, String group) {
        return KafkaLagScaler.builder()
                .cluster(cluster)
                .topic(topic)
                .consumerGroup(group)
                .build();
    }

    private static long lag(KafkaLagScaler scaler, Instant now) throws Exception {
        Reading reading = readAsync(scaler, now).get(20, SECONDS);
        assertThat(reading).isInstanceOf(Reading.Value.class);
        return ((Reading.Value) reading).milli() / 1000;
    }

    private static CompletableFuture<Reading> readAsync(KafkaLagScaler scaler, Instant now) {
        return scaler.readAsync(ReadRequest.of(now, PATIENT), Runnable::run).toCompletableFuture();
    }

    private static List<Reading> readAll(List<KafkaLagScaler> scalers, Instant now) throws Exception {
        var answers = scalers.stream().map(scaler -> readAsync(scaler, now)).toList();
        var readings = new ArrayList<Reading>();
        for (var answer : answers) {
            readings.add(answer.get(20, SECONDS));
        }
        return readings;
    }

    private static void assertEachLags(List<Reading> readings) {
        assertThat(readings)
                .allSatisfy(reading -> assertThat(reading)
                        .isInstanceOfSatisfying(
                                Reading.Value.class,
                                value -> assertThat(value.milli()).isEqualTo(5_000)));
    }

    private static void failAll(List<KafkaLagScaler> scalers, Instant now) throws Exception {
        var request = ReadRequest.of(now, Duration.ofMillis(60));
        var answers = scalers.stream()
                .map(scaler -> scaler.readAsync(request, Runnable::run).toCompletableFuture())
                .toList();
        for (var answer : answers) {
            assertThat(answer.get(20, SECONDS)).isInstanceOf(Reading.Failure.class);
        }
    }
}
