package io.scaler4j.external;

import static io.scaler4j.external.FakeServer.activity;
import static io.scaler4j.external.FakeServer.spec;
import static io.scaler4j.external.FakeServer.specs;
import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scheduler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server tells by itself, on a timer that moves when told. */
class PushStreamsTest {

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final FakeServer server = FakeServer.open();
    private final Polls polls = new Polls();
    private final AtomicInteger woken = new AtomicInteger();
    private final ExternalScaler scaler = ExternalScaler.builder()
            .address(server.address())
            .push()
            .scheduler(time)
            .build();
    private final Scheduler.Cancellable telling = scaler.onActivity(woken::incrementAndGet);

    @AfterEach
    void close() {
        scaler.close();
        server.close();
    }

    private void awaitStreams(int activity, int specs) {
        await().untilAsserted(() -> {
            assertThat(server.count("StreamIsActive")).isEqualTo(activity);
            assertThat(server.count("StreamMetricSpec")).isEqualTo(specs);
        });
    }

    /** Ends the last activity stream; returns once the client has noticed, and waits for its timer. */
    private void endActivityStream(Status status) {
        var stream = server.activityStreams.remove(server.activityStreams.size() - 1);
        if (status.isOk()) {
            stream.onCompleted();
        } else {
            stream.onError(status.asRuntimeException());
        }
    }

    /** Moves the timer by the delay that is expected, in two steps: nothing is opened too early. */
    private void assertOpensAfter(Duration delay, int streams) {
        await().untilAsserted(() -> assertThat(time.pending()).isEqualTo(1));
        time.advance(delay.minusMillis(1));
        assertThat(server.count("StreamIsActive")).isEqualTo(streams - 1);
        time.advance(Duration.ofMillis(1));
        await().untilAsserted(() -> assertThat(server.count("StreamIsActive")).isEqualTo(streams));
        await().until(() -> server.activityStreams.size() == 1 || server.failures.containsKey("StreamIsActive"));
    }

    @Test
    void bothStreamsAreOpenedAtOnce() {
        awaitStreams(1, 1);
    }

    @Test
    void activityIsToldAtOnceAndInactivityIsNot() {
        awaitStreams(1, 1);
        server.activityStreams.get(0).onNext(activity(false));
        server.activityStreams.get(0).onNext(activity(true));

        await().until(() -> woken.get() == 1);
    }

    @Test
    void activityThatAReadFoundAlreadyIsNotToldAgain() throws Exception {
        awaitStreams(1, 1);
        polls.next(scaler);
        server.activityStreams.get(0).onNext(activity(true));
        server.active = false;
        polls.next(scaler);
        server.activityStreams.get(0).onNext(activity(true));

        await().until(() -> woken.get() == 1);
    }

    @Test
    void nothingIsToldAfterTheTellingHasEnded() {
        var other = new AtomicInteger();
        scaler.onActivity(other::incrementAndGet);
        telling.cancel();
        awaitStreams(1, 1);
        server.activityStreams.get(0).onNext(activity(true));

        await().until(() -> other.get() == 1);
        assertThat(woken).hasValue(0);
    }

    @Test
    void aStreamThatFailsIsOpenedAgainLaterEachTime() {
        awaitStreams(1, 1);
        int streams = 1;
        for (int seconds : List.of(2, 4, 8, 16, 32, 60, 60)) {
            endActivityStream(Status.INTERNAL);
            assertOpensAfter(Duration.ofSeconds(seconds), ++streams);
        }
    }

    @Test
    void aCleanEndResetsTheDelay() {
        awaitStreams(1, 1);
        endActivityStream(Status.INTERNAL);
        assertOpensAfter(Duration.ofSeconds(2), 2);
        endActivityStream(Status.OK);
        assertOpensAfter(Duration.ofSeconds(2), 3);
    }

    @Test
    void goodServiceResetsTheDelay() {
        awaitStreams(1, 1);
        endActivityStream(Status.INTERNAL);
        assertOpensAfter(Duration.ofSeconds(2), 2);
        server.activityStreams.get(0).onNext(activity(true));
        await().until(() -> woken.get() == 1);
        endActivityStream(Status.INTERNAL);
        assertOpensAfter(Duration.ofSeconds(2), 3);
    }

    @Test
    void aSpecStreamThatTheServerLacksIsNotOpenedAgain() {
        awaitStreams(1, 1);
        server.specStreams.remove(0).onError(Status.UNIMPLEMENTED.asRuntimeException());
        endActivityStream(Status.INTERNAL); // on the same thread of the client, after it
        assertOpensAfter(Duration.ofSeconds(2), 2);

        assertThat(time.pending()).isZero();
        assertThat(server.count("StreamMetricSpec")).isEqualTo(1);
    }

    @Test
    void pushedMetricsCountAtOnceAndAreNotAskedForAsLongAsTheStreamLasts() throws Exception {
        awaitStreams(1, 1);
        server.specStreams.get(0).onNext(specs(List.of(spec("orders", 50))));
        server.activityStreams.get(0).onNext(activity(true)); // after it, on the same thread of the client
        await().until(() -> woken.get() == 1);

        polls.pass(Duration.ofHours(1));
        assertThat(target(polls.next(scaler))).isEqualTo(averageValue(50));
        assertThat(server.count("GetMetricSpec")).isZero();

        server.specStreams.remove(0).onCompleted();
        await().untilAsserted(() -> assertThat(time.pending()).isEqualTo(1));
        assertThat(target(polls.next(scaler))).as("asked for again").isEqualTo(averageValue(5));
    }

    private static Object target(Reading reading) {
        return ((Reading.Value) reading).target().orElseThrow();
    }

    @Test
    void closingEndsTheStreamsAndTheTimer() {
        awaitStreams(1, 1);
        endActivityStream(Status.INTERNAL);
        await().untilAsserted(() -> assertThat(time.pending()).isEqualTo(1));

        scaler.close();

        assertThat(time.pending()).isZero();
        time.advance(Duration.ofMinutes(5));
        assertThat(server.count("Stream")).isEqualTo(2);
    }

    /** A target that notes what it is scaled to. */
    private static final class Workers implements ScaleTarget {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Replicas replicas() {
            return Replicas.of(count.get());
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            count.set(replicas);
        }
    }

    @Test
    void anIdleTargetIsScaledWithoutWaitingForTheInterval() {
        awaitStreams(1, 1);
        server.active = false;
        var workers = new Workers();
        try (var autoscaler = Autoscaler.builder("orders")
                .target(workers)
                .policy(ScalingPolicy.builder().replicas(0, 10).build())
                .trigger(Trigger.of("orders", scaler, averageValue(1)).borrowed())
                .interval(Duration.ofHours(1))
                .build()
                .start()) {
            await().until(() -> server.count("IsActive") == 1);
            assertThat(workers.count).hasValue(0);

            server.active = true;
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                server.activityStreams.get(0).onNext(activity(true)); // the first read may not have ended yet
                return workers.count.get() > 0;
            });
            assertThat(autoscaler.name()).isEqualTo("orders");
        }
    }
}
