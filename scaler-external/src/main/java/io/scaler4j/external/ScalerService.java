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
import org.slf4j.event.Level;

/** KEDA's contract, answered from the sources. No call blocks a thread of the network. */
final class ScalerService extends ExternalScalerGrpc.ExternalScalerImplBase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScalerService.class);

    private final ServedObjects objects;
    private final ServerParts parts;
    private final long maximumStreams;
    private final LongAdder calls = new LongAdder();
    private final LongAdder failedCalls = new LongAdder();
    private final Set<StateStream<?>> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile String lastProblem = "";

    /** @param maximumStreams how many are open at a time */
    ScalerService(ServedObjects objects, ServerParts parts, long maximumStreams) {
        this.objects = objects;
        this.parts = parts;
        this.maximumStreams = maximumStreams;
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
        answer(client, source(object).thenCompose(ScalerService::spec));
    }

    private static CompletionStage<GetMetricSpecResponse> spec(ServedSource source) {
        return source.target().thenApply(target -> spec(source, target));
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
        stream(object, client, source -> source.state().thenApply(ScalerService::activity));
    }

    @Override
    public void streamMetricSpec(ScaledObjectRef object, StreamObserver<GetMetricSpecResponse> client) {
        stream(object, client, ScalerService::spec);
    }

    /** Opening a source may take time, so it is done elsewhere. */
    private CompletionStage<ServedSource> source(ScaledObjectRef object) {
        return objects.known(object)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.supplyAsync(() -> objects.find(object), parts.executor()));
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
        report(cause);
        client.onError(Status.UNAVAILABLE
                .withDescription(
                        "the server could not answer (" + cause.getClass().getSimpleName() + ")")
                .asRuntimeException());
    }

    /** Without the message, which may hold a secret; clients ask again and again, so once until it changes. */
    private void report(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        String problem = cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        boolean known = problem.equals(lastProblem);
        lastProblem = problem;
        LOG.atLevel(known ? Level.DEBUG : Level.WARN).log("a call failed by a fault of this server: {}", problem);
    }

    private <R> void stream(
            ScaledObjectRef object, StreamObserver<R> client, Function<ServedSource, CompletionStage<R>> message) {
        calls.increment();
        var call = (ServerCallStreamObserver<R>) client;
        var opened = new CompletableFuture<StateStream<R>>();
        call.setOnCancelHandler(() -> opened.thenAccept(this::end));
        CompletableFuture.supplyAsync(() -> new StateStream<>(hold(object), call, message, parts), parts.executor())
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

    /** Each stream takes a share of the timer, and may have a source of its own. */
    private ServedObjects.Hold hold(ScaledObjectRef object) {
        if (streams.size() >= maximumStreams) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription(
                            "there are " + maximumStreams + " streams already; see maximumObjects of the server")
                    .asRuntimeException();
        }
        return objects.hold(object);
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
