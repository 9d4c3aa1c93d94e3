package io.scaler4j.kafka;

import static io.scaler4j.metric.Reading.Failure.Kind.UNAVAILABLE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerCatalog;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How scalers share a client of a real broker, and how their reads end. */
abstract class KafkaClientContract extends KafkaLagFixture {

    @Test
    void scalersShareTheClientThatClosesWithTheLastOfThem() throws Exception {
        topics.create("shared", 2);
        var first = scaler("shared", "a");
        var second = scaler("shared", "b");
        cluster.close();

        assertLag(first, 2);
        assertLag(second, 2);
        assertThat(Clients.open()).isEqualTo(1);

        first.close();
        first.close();
        assertThat(Clients.open()).isEqualTo(1);
        assertLag(second, 2);
        assertFailure(read(first), UNAVAILABLE, "closed");

        second.close();
        assertThat(Clients.open()).isZero();
    }

    @Test
    void aScalerWithServersOfItsOwnClosesItsClient() throws Exception {
        topics.create("alone", 1);
        try (var scaler = KafkaLagScaler.builder()
                .bootstrapServers(List.of(kafka.bootstrapServers()))
                .topic("alone")
                .consumerGroup("hermits")
                .build()) {
            assertLag(scaler, 1);
            assertThat(Clients.open()).isEqualTo(2);
        }
        assertThat(Clients.open()).isEqualTo(1);
    }

    @Test
    void triggersOfOneCatalogShareAClient() throws Exception {
        topics.create("catalogued", 3);
        try (var catalog = ScalerCatalog.load();
                var one = trigger(catalog, "readers");
                var two = trigger(catalog, "writers")) {
            assertLag(one, 3);
            assertLag(two, 3);
            assertThat(Clients.open()).isEqualTo(2);
        }
    }

    @Test
    void readsAlikeWithAndWithoutWaiting() throws Exception {
        topics.create("alike", 3);
        topics.produce("alike", 9);
        commit("twins", "alike", 1, 1, 1);

        try (var scaler = scaler("alike", "twins")) {
            var waiting = (Reading.Value) read(scaler);
            var notWaiting = (Reading.Value) readAsync(scaler, PATIENT).get(20, SECONDS);

            assertThat(notWaiting.milli()).isEqualTo(waiting.milli()).isEqualTo(6_000);
            assertThat(notWaiting.details()).isEqualTo(waiting.details());
        }
    }

    @Test
    void readsManyScalersAtOnceOnOneThread() throws Exception {
        topics.create("crowd", 5);
        List<KafkaLagScaler> scalers = IntStream.range(0, 200)
                .mapToObj(number -> scaler("crowd", "group-" + number))
                .toList();

        var answers = scalers.stream().map(each -> readAsync(each, PATIENT)).toList();
        for (var answer : answers) {
            assertThat(answer.get(20, SECONDS)).isInstanceOfSatisfying(Reading.Value.class, this::isFive);
        }
        assertThat(Clients.open()).isEqualTo(1);
        scalers.forEach(KafkaLagScaler::close);
    }

    @Test
    void closingEndsAReadUnderWay() throws Exception {
        topics.create("cut", 1);
        var scaler = scaler("cut", "editors");
        assertLag(scaler, 1);
        proxy.blackhole();
        var answer = readAsync(scaler, PATIENT);

        cluster.close();
        scaler.close();

        assertThat(Clients.open()).isZero();
        assertFailure(answer.get(60, SECONDS), UNAVAILABLE, "closed");
    }

    @Test
    void anInterruptEndsTheWaiting() {
        topics.create("impatient", 1);
        try (var scaler = scaler("impatient", "hurry")) {
            proxy.blackhole();
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> read(scaler));
        } finally {
            assertThat(Thread.interrupted()).as("the flag, after the exception").isFalse();
        }
    }
}
