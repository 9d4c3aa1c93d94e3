package io.scaler4j.external;

import io.scaler4j.Scheduler;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerStub;
import io.scaler4j.external.grpc.GetMetricSpecResponse;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.external.grpc.ScaledObjectRef;

/** What a server pushes: whether the trigger is active, and its metrics. Thread-safe. */
final class PushStreams implements AutoCloseable {

    private final WatchedStream<ScaledObjectRef, IsActiveResponse> activity;
    private final WatchedStream<ScaledObjectRef, GetMetricSpecResponse> specs;

    private PushStreams(
            WatchedStream<ScaledObjectRef, IsActiveResponse> activity,
            WatchedStream<ScaledObjectRef, GetMetricSpecResponse> specs) {
        this.activity = activity;
        this.specs = specs;
    }

    /**
     * Opens both streams.
     *
     * @param activity told what the server pushes
     * @param specs told of the metrics
     */
    static PushStreams open(
            ExternalConnection connection,
            ScaledObjectRef object,
            Activity activity,
            MetricSpecs specs,
            Scheduler scheduler) {
        var streams = new PushStreams(
                new WatchedStream<>(
                        new WatchedStream.Kind<>(
                                "StreamIsActive of " + connection,
                                false,
                                observer -> stub(connection).streamIsActive(object, observer),
                                message -> activity.pushed(message.getResult()),
                                () -> {}),
                        scheduler),
                new WatchedStream<>(
                        new WatchedStream.Kind<>(
                                "StreamMetricSpec of " + connection,
                                true,
                                observer -> stub(connection).streamMetricSpec(object, observer),
                                message -> specs.streamed(WantedMetric.of(message)),
                                specs::streamEnded),
                        scheduler));
        streams.activity.open();
        streams.specs.open();
        return streams;
    }

    private static ExternalScalerStub stub(ExternalConnection connection) {
        connection.calls().increment();
        return ExternalScalerGrpc.newStub(connection.current().channel());
    }

    @Override
    public void close() {
        activity.close();
        specs.close();
    }
}
