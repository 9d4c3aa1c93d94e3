package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.GetMetricSpecResponse;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server tells on its streams. */
class ServerStreamsTest extends ServerFixture {

    private final Received<IsActiveResponse> activity = new Received<>();
    private final Received<GetMetricSpecResponse> specs = new Received<>();
    private ExternalScalerServer server;
    private ManagedChannel channel;

    @BeforeEach
    void start() {
        server = started(builder().trigger("orders", plan));
        channel = channel(server);
    }

    private void openActivityStream() {
        ExternalScalerGrpc.newStub(channel).streamIsActive(ORDERS, activity);
        await().until(() -> activity.messages.size() == 1 && time.pending() == 1);
    }

    private List<Boolean> told() {
        return activity.messages.stream().map(IsActiveResponse::getResult).toList();
    }

    /** One look at the source; its answer is on the way to the client when this returns. */
    private void lookAgain() {
        int before = source.reads.get();
        time.advance(Duration.ofSeconds(5));
        await().until(() -> source.reads.get() == before + 1 && time.pending() == 1);
    }

    @Test
    void theStateIsToldAtOnceAndOnEachChange() {
        openActivityStream();
        assertThat(told()).containsExactly(true);

        source.reading = Reading.of(0);
        lookAgain();
        await().untilAsserted(() -> assertThat(told()).containsExactly(true, false));

        source.reading = Reading.of(9);
        lookAgain();
        await().untilAsserted(() -> assertThat(told()).containsExactly(true, false, true));
    }

    @Test
    void anUnchangedStateIsToldEveryHalfAMinute() {
        openActivityStream();
        for (int i = 0; i < 5; i++) {
            lookAgain();
        }
        assertThat(told()).as("after 25 s").hasSize(1);

        lookAgain();
        await().untilAsserted(() -> assertThat(told()).as("after 30 s").containsExactly(true, true));
    }

    @Test
    void aFailingSourceTellsNothing() {
        openActivityStream();
        source.reading = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "down");
        for (int i = 0; i < 12; i++) {
            lookAgain();
        }
        source.reading = Reading.of(0);
        lookAgain();

        await().untilAsserted(() -> assertThat(told()).endsWith(false));
        assertThat(told()).as("a state that was told while it was not too old").doesNotContainSequence(false, false);
        assertThat(activity.end).isNull();
    }

    @Test
    void activityThatTheSourceTellsIsPassedOnAtOnce() {
        source.reading = Reading.of(0);
        openActivityStream();
        source.reading = Reading.of(100);
        time.advance(Duration.ofSeconds(1)); // what was read is not fresh any more

        source.actions.get(0).run();

        await().untilAsserted(() -> assertThat(told()).containsExactly(false, true));
    }

    @Test
    void metricsAreToldAtOnceAndWhenTheTargetChanges() {
        ExternalScalerGrpc.newStub(channel).streamMetricSpec(ORDERS, specs);
        await().until(() -> specs.messages.size() == 1);
        source.reading = Reading.value(1).target(averageValue(7)).build();

        time.advance(Duration.ofSeconds(5));

        await().untilAsserted(() -> assertThat(specs.messages)
                .extracting(message -> message.getMetricSpecs(0).getTargetSizeFloat())
                .containsExactly(50.0, 7.0));
    }

    @Test
    void aStreamForNoTriggerOfThisServerFails() {
        ExternalScalerGrpc.newStub(channel).streamIsActive(object("o", Map.of("trigger", "none")), activity);

        await().untilAsserted(() -> assertThat(activity.end).isNotNull());
        assertThat(activity.end.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void aClientThatGoesTakesItsStreamAndItsSourceWithIt() {
        openActivityStream();
        assertThat(server.counts().streams()).isEqualTo(1);

        channel.shutdownNow();

        await().untilAsserted(() -> assertThat(server.counts().streams()).isZero());
        await().untilAsserted(() -> assertThat(source.closings).hasValue(1));
        assertThat(time.pending()).isZero();
        assertThat(source.actions).isEmpty();
        assertThat(server.counts().sources()).isZero();
    }

    @Test
    void closingTheServerCompletesItsStreams() {
        openActivityStream();

        server.close();

        await().untilAsserted(() -> assertThat(activity.end).isEqualTo(Status.OK));
        assertThat(time.pending()).isZero();
        assertThat(source.closings).hasValue(1);
    }
}
