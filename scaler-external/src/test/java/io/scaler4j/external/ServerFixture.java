package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Scheduler;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerBlockingStub;
import io.scaler4j.external.grpc.GetMetricsRequest;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.spi.TriggerPlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A server on virtual time with one source, and a bare gRPC client. */
abstract class ServerFixture {

    /** A source that a test speaks for. */
    static final class Source implements Scaler {

        final AtomicInteger reads = new AtomicInteger();
        final AtomicInteger closings = new AtomicInteger();
        final List<Runnable> actions = new CopyOnWriteArrayList<>();
        volatile Reading reading = Reading.of(120);
        volatile @Nullable RuntimeException thrown;

        @Override
        public Reading read(ReadRequest request) {
            reads.incrementAndGet();
            RuntimeException problem = thrown;
            if (problem != null) {
                throw problem;
            }
            return reading;
        }

        @Override
        public Scheduler.Cancellable onActivity(Runnable action) {
            actions.add(action);
            return () -> actions.remove(action);
        }

        @Override
        public void close() {
            closings.incrementAndGet();
        }
    }

    /** Notes what a stream brings. */
    static final class Received<R> implements StreamObserver<R> {

        final List<R> messages = new CopyOnWriteArrayList<>();
        volatile @Nullable Status end;

        @Override
        public void onNext(R message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable thrown) {
            end = Status.fromThrowable(thrown);
        }

        @Override
        public void onCompleted() {
            end = Status.OK;
        }
    }

    static final ScaledObjectRef ORDERS = object("orders", Map.of("trigger", "orders"));

    final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    final Source source = new Source();
    final TriggerPlan plan =
            TriggerPlan.of(MetricSpec.of("orders", averageValue(50)).activatesAbove(5), context -> source);

    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    static ScaledObjectRef object(String name, Map<String, String> metadata) {
        return ScaledObjectRef.newBuilder()
                .setNamespace("shop")
                .setName(name)
                .putAllScalerMetadata(metadata)
                .build();
    }

    ExternalScalerServerBuilder builder() {
        return ExternalScalerServer.builder()
                .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .time(time, time);
    }

    ExternalScalerServer started(ExternalScalerServerBuilder builder) {
        QuietGrpc.now();
        ExternalScalerServer server = builder.start();
        open.add(0, server);
        return server;
    }

    ManagedChannel channel(ExternalScalerServer server) {
        return channelTo(server.port());
    }

    ManagedChannel channelTo(int port) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        open.add(0, () -> channel.shutdownNow().awaitTermination(60, TimeUnit.SECONDS));
        return channel;
    }

    static ExternalScalerBlockingStub client(ManagedChannel channel) {
        return ExternalScalerGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    static double value(ExternalScalerBlockingStub client, ScaledObjectRef object, String metric) {
        return client.getMetrics(request(object, metric)).getMetricValues(0).getMetricValueFloat();
    }

    static GetMetricsRequest request(ScaledObjectRef object, String metric) {
        return GetMetricsRequest.newBuilder()
                .setScaledObjectRef(object)
                .setMetricName(metric)
                .build();
    }

    static Status failure(Runnable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::run).getStatus();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
    }
}
