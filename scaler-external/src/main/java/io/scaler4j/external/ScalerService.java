package io.scaler4j.external;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.external.ServedSource.State;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.GetMetricSpecResponse;
import io.scaler4j.external.grpc.GetMetricsRequest;
import io.scaler4j.external.grpc.GetMetricsResponse;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.external.grpc.MetricSpec;
import io.scaler4j.external.grpc.MetricValue;
import io.scaler4j.external.grpc.ScaledObjectRef;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** KEDA's contract, answered from the sources. No call blocks a thread of the network. */
final class ScalerService extends ExternalScalerGrpc.ExternalScalerImplBase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScalerService.class);

    private final ServedObjects objects;
    private final ServerParts parts;
    private final LongAdder calls = new LongAdder();
    private final LongAdder failedCalls = new LongAdder();
    private final Set<StateStream<?>> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ScalerService(ServedObjects objects, ServerParts parts) {
        this.objects = objects;
        this.parts = parts;
    }

    @Override
    public void isActive(ScaledObjectRef object, StreamObserver<IsActiveResponse> client) {
        answer(client, source(object).thenCompose(ServedSource::state).thenApply(ScalerService::activity));
    }

    private static IsActiveResponse activity(State state) {
        return IsActiveResponse.newBuilder().setResult(state.active()).build();
    }

    @Override
    public void getMetricSpec(ScaledObjectRef object, StreamObserver<GetMetricSpecResponse> client) {
        answer(client, source(object).thenCompose(source -> source.target().thenApply(target -> spec(source, target))));
    }

    private static GetMetricSpecResponse spec(ServedSource source, double target) {
        return GetMetricSpecResponse.newBuilder()
                .addMetricSpecs(
                        MetricSpec.newBuilder().setMetricName(source.name()).setTargetSizeFloat(target))
                .build();
    }

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> client) {
        answer(client, source(request.getScaledObjectRef()).thenCompose(source -> {
            if (!source.name().equals(request.getMetricName())) {
                throw Status.NOT_FOUND
                        .withDescription("this trigger has no metric " + ServedObjects.quoted(request.getMetricName())
                                + "; it has " + source.name())
                        .asRuntimeException();
            }
            return source.state().thenApply(state -> metrics(source, state));
        }));
    }

    private static GetMetricsResponse metrics(ServedSource source, State state) {
        return GetMetricsResponse.newBuilder()
                .addMetricValues(
                        MetricValue.newBuilder().setMetricName(source.name()).setMetricValueFloat(state.value()))
                .build();
    }

    @Override
    public void streamIsActive(ScaledObjectRef object, StreamObserver<IsActiveResponse> client) {
        stream(object, client, source -> ScalerService::activity);
    }

    @Override
    public void streamMetricSpec(ScaledObjectRef object, StreamObserver<GetMetricSpecResponse> client) {
        stream(object, client, source -> state -> spec(source, state.target()));
    }

    /** Opening a source may take time, so it is done elsewhere. */
    private CompletionStage<ServedSource> source(ScaledObjectRef object) {
        return CompletableFuture.supplyAsync(() -> objects.find(object), parts.executor());
    }

    private <R> void answer(StreamObserver<R> client, CompletionStage<R> answer) {
        calls.increment();
        answer.whenComplete((message, thrown) -> {
            if (thrown == null) {
                client.onNext(message);
                client.onCompleted();
            } else {
                fail(client, thrown);
            }
        });
    }

    private void fail(StreamObserver<?> client, Throwable thrown) {
        failedCalls.increment();
        Throwable cause = FailureTable.unwrap(thrown);
        if (cause instanceof StatusRuntimeException status) {
            client.onError(status);
            return;
        }
        LOG.warn("a call failed", cause);
        client.onError(Status.UNAVAILABLE
                .withDescription(
                        "the server could not answer (" + cause.getClass().getSimpleName() + ")")
                .asRuntimeException());
    }

    private <R> void stream(
            ScaledObjectRef object, StreamObserver<R> client, Function<ServedSource, Function<State, R>> messages) {
        calls.increment();
        var call = (ServerCallStreamObserver<R>) client;
        var opened = new CompletableFuture<StateStream<R>>();
        call.setOnCancelHandler(() -> opened.thenAccept(this::end));
        CompletableFuture.supplyAsync(() -> objects.hold(object), parts.executor())
                .thenApply(hold -> new StateStream<>(hold, call, messages.apply(hold.source()), parts))
                .whenComplete((stream, thrown) -> {
                    if (thrown != null) {
                        fail(client, thrown);
                        return;
                    }
                    streams.add(stream);
                    opened.complete(stream);
                    if (closed) {
                        complete(stream);
                    } else {
                        stream.begin();
                    }
                });
    }

    private void end(StateStream<?> stream) {
        streams.remove(stream);
        stream.close();
    }

    private void complete(StateStream<?> stream) {
        streams.remove(stream);
        stream.complete();
    }

    ServerCounts counts() {
        return new ServerCounts(
                calls.sum(), failedCalls.sum(), parts.reads().sum(), objects.size(), objects.sources(), streams.size());
    }

    /** Completes the streams; new ones are completed as well. */
    void completeStreams() {
        closed = true;
        streams.forEach(this::complete);
    }

    @Override
    public void close() {
        completeStreams();
        objects.close();
    }
}
