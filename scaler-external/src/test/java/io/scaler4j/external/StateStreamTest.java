package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.stub.ServerCallStreamObserver;
import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream tells, on a timer that moves when told and without any network. */
class StateStreamTest {

    private static final ScaledObjectRef ORDERS = ServerFixture.object("orders", Map.of("trigger", "orders"));

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));

    /** Active, inactive, or failing. */
    private static final class Source implements Scaler {

        private Reading reading = Reading.of(9);
        private @Nullable Runnable activity;
        private int closings;

        @Override
        public Reading read(ReadRequest request) {
            return reading;
        }

        @Override
        public Scheduler.Cancellable onActivity(Runnable action) {
            activity = action;
            return () -> activity = null;
        }

        @Override
        public void close() {
            closings++;
        }
    }

    /** Notes what it is told, and when. */
    private final class Client extends ServerCallStreamObserver<Boolean> {

        private final List<String> told = new ArrayList<>();
        private boolean ready = true;
        private boolean cancelled;
        private boolean completed;

        @Override
        public void onNext(Boolean active) {
            told.add(time.instant() + " " + active);
        }

        @Override
        public void onCompleted() {
            completed = true;
        }

        @Override
        public void onError(Throwable thrown) {
            throw new AssertionError("a stream never fails by itself", thrown);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setOnCancelHandler(Runnable onCancelHandler) {}

        @Override
        public void setOnReadyHandler(Runnable onReadyHandler) {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public void setMessageCompression(boolean enable) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}
    }

    private ServedObjects objects(Source source, Duration interval) {
        return new ServedObjects(
                new TriggerPlans(
                        Map.of(
                                "orders",
                                TriggerPlan.of(
                                        MetricSpec.of("orders", averageValue(50))
                                                .activatesAbove(5),
                                        context -> source)),
                        null,
                        Set.of(),
                        Map.of()),
                parts(interval),
                new SharedConnections(),
                10);
    }

    private ServerParts parts(Duration interval) {
        return new ServerParts(
                time,
                time,
                Runnable::run,
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(3),
                interval,
                new LongAdder());
    }

    private StateStream<Boolean> begun(ServedObjects objects, Client client, Duration interval) {
        var stream = new StateStream<>(
                objects.hold(ORDERS),
                client,
                served -> served.state().thenApply(ServedSource.State::active),
                parts(interval));
        stream.begin();
        return stream;
    }

    /**
     * The model, looked at every 5 s: what is known is told if it differs from what was told, and after 30 s. What is
     * known is the last good reading of the last 15 s.
     */
    @Test
    void anySequenceOfStatesIsToldAsItChangesAndEveryHalfAMinute() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new RandomTexts(seed);
            var source = new Source();
            var client = new Client();
            Duration interval = Duration.ofSeconds(5);
            ServedObjects objects = objects(source, interval);
            List<String> expected = new ArrayList<>(List.of(time.instant() + " true"));
            boolean told = true;
            Instant toldAt = time.instant();
            boolean good = true;
            Instant goodAt = time.instant();
            try (objects;
                    var stream = begun(objects, client, interval)) {
                for (int look = 0; look < 60; look++) {
                    int kind = random.below(3);
                    if (random.oneIn(3)) {
                        source.reading = switch (kind) {
                            case 0 -> Reading.failure(Reading.Failure.Kind.TIMEOUT, "late");
                            case 1 -> Reading.of(5);
                            default -> Reading.of(5.001);
                        };
                    }
                    time.advance(interval);
                    Instant now = time.instant();
                    if (source.reading instanceof Reading.Value value) {
                        good = value.milli() > 5_000;
                        goodAt = now;
                    }
                    boolean known = !goodAt.plusSeconds(15).isBefore(now);
                    if (known && (good != told || !toldAt.plusSeconds(30).isAfter(now))) {
                        expected.add(now + " " + good);
                        told = good;
                        toldAt = now;
                    }
                }
                assertThat(client.told).as("seed %d", seed).isEqualTo(expected);
            }
            assertThat(source.closings).isEqualTo(1);
            assertThat(time.pending()).isZero();
        }
    }

    @ParameterizedTest(name = "with a look every {0} s")
    @ValueSource(ints = {1, 5, 7, 11, 29, 30, 31, 3_600})
    void anUnchangedStateIsToldEveryThirtySecondsSharp(int seconds) {
        var client = new Client();
        ServedObjects objects = objects(new Source(), Duration.ofSeconds(seconds));
        Instant begin = time.instant();
        try (objects;
                var stream = begun(objects, client, Duration.ofSeconds(seconds))) {
            time.advance(Duration.ofSeconds(120));
        }
        assertThat(client.told)
                .containsExactly(
                        begin + " true",
                        begin.plusSeconds(30) + " true",
                        begin.plusSeconds(60) + " true",
                        begin.plusSeconds(90) + " true",
                        begin.plusSeconds(120) + " true");
    }

    @Test
    void activityIsToldAtOnceEvenRightAfterALook() {
        var source = new Source();
        source.reading = Reading.of(0);
        var client = new Client();
        Duration interval = Duration.ofSeconds(5);
        ServedObjects objects = objects(source, interval);
        try (objects;
                var stream = begun(objects, client, interval)) {
            source.reading = Reading.of(100);
            source.activity.run();
            source.activity.run();

            assertThat(client.told).containsExactly(time.instant() + " false", time.instant() + " true");
        }
    }

    @Test
    void aClientThatDoesNotTakeMessagesGetsTheLatestWhenItDoes() {
        var source = new Source();
        var client = new Client();
        Duration interval = Duration.ofSeconds(5);
        ServedObjects objects = objects(source, interval);
        try (objects;
                var stream = begun(objects, client, interval)) {
            client.ready = false;
            source.reading = Reading.of(0);
            time.advance(Duration.ofMinutes(10));
            assertThat(client.told).hasSize(1);

            client.ready = true;
            time.advance(interval);
            assertThat(client.told).hasSize(2).last().asString().endsWith("false");
        }
    }

    @Test
    void aStreamThatIsCompletedTellsNoMoreAndLetsGoOfItsSourceOnce() {
        var source = new Source();
        var client = new Client();
        Duration interval = Duration.ofSeconds(5);
        ServedObjects objects = objects(source, interval);
        var stream = begun(objects, client, interval);
        stream.complete();
        stream.complete();
        stream.close();
        stream.begin();
        time.advance(Duration.ofMinutes(1));

        assertThat(client.completed).isTrue();
        assertThat(client.told).hasSize(1);
        assertThat(source.closings).isEqualTo(1);
        assertThat(time.pending()).isZero();
        objects.close();
        assertThat(source.closings).isEqualTo(1);
    }

    @Test
    void aClientThatHasGoneIsNotWrittenTo() {
        var client = new Client();
        client.cancelled = true;
        Duration interval = Duration.ofSeconds(5);
        ServedObjects objects = objects(new Source(), interval);
        var stream = begun(objects, client, interval);
        time.advance(Duration.ofMinutes(1));
        stream.complete();
        objects.close();

        assertThat(client.told).isEmpty();
        assertThat(client.completed).isFalse();
    }
}
