package io.scaler4j.external;

import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerStub;
import io.scaler4j.external.grpc.GetMetricSpecResponse;
import io.scaler4j.external.grpc.GetMetricsRequest;
import io.scaler4j.external.grpc.GetMetricsResponse;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.external.grpc.ScaledObjectRef;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls of one read, each with one answer. */
final class UnaryCall {

    private final ExternalConnection connection;
    private final Transport transport;
    private final TimeLimit limit;

    UnaryCall(ExternalConnection connection, Transport transport, TimeLimit limit) {
        this.connection = connection;
        this.transport = transport;
        this.limit = limit;
    }

    CompletableFuture<GetMetricSpecResponse> metricSpec(ScaledObjectRef object) {
        return call(answer -> stub().getMetricSpec(object, answer));
    }

    CompletableFuture<GetMetricsResponse> metrics(ScaledObjectRef object, String metric) {
        GetMetricsRequest request = GetMetricsRequest.newBuilder()
                .setScaledObjectRef(object)
                .setMetricName(metric)
                .build();
        return call(answer -> stub().getMetrics(request, answer));
    }

    CompletableFuture<IsActiveResponse> isActive(ScaledObjectRef object) {
        return call(answer -> stub().isActive(object, answer));
    }

    private ExternalScalerStub stub() {
        long nanos = limit.orAfter(connection.settings().timeout()).left().toNanos();
        return ExternalScalerGrpc.newStub(transport.channel())
                .withDeadline(Deadline.after(nanos, TimeUnit.NANOSECONDS));
    }

    private <R> CompletableFuture<R> call(Consumer<StreamObserver<R>> begin) {
        var answer = new Answer<R>();
        connection.calls().increment();
        begin.accept(answer);
        return answer.future;
    }

    /** The only message, once the call has ended well. */
    private static final class Answer<R> implements StreamObserver<R> {

        private final CompletableFuture<R> future = new CompletableFuture<>();
        private @Nullable R message;

        @Override
        public void onNext(R message) {
            this.message = message;
        }

        @Override
        public void onError(Throwable thrown) {
            future.completeExceptionally(thrown);
        }

        @Override
        public void onCompleted() {
            R only = message;
            if (only == null) { // gRPC itself refuses that for a call with one answer
                future.completeExceptionally(new IllegalStateException("the call ended without an answer"));
            } else {
                future.complete(only);
            }
        }
    }
}
