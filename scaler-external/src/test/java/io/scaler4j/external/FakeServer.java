package io.scaler4j.external;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.stub.StreamObserver;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.GetMetricSpecResponse;
import io.scaler4j.external.grpc.GetMetricsRequest;
import io.scaler4j.external.grpc.GetMetricsResponse;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.external.grpc.MetricSpec;
import io.scaler4j.external.grpc.MetricValue;
import io.scaler4j.external.grpc.ScaledObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An external scaler on the loopback interface that answers what a test says, and notes what it is asked. */
final class FakeServer extends ExternalScalerGrpc.ExternalScalerImplBase implements AutoCloseable {

    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<ScaledObjectRef> objects = new CopyOnWriteArrayList<>();
    final Map<String, List<MetricValue>> values = new ConcurrentHashMap<>();
    final Map<String, Status> failures = new ConcurrentHashMap<>();
    final List<StreamObserver<IsActiveResponse>> activityStreams = new CopyOnWriteArrayList<>();
    final List<StreamObserver<GetMetricSpecResponse>> specStreams = new CopyOnWriteArrayList<>();
    volatile List<MetricSpec> specs = List.of();
    volatile boolean active;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Server server;

    private FakeServer(InetAddress address, int port) {
        QuietGrpc.now();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(address, port))
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .channelType(NioServerSocketChannel.class)
                .directExecutor()
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .addService(this);
        try {
            server = builder.build().start();
        } catch (IOException e) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new UncheckedIOException(e);
        }
    }

    /** One metric "orders": 12.5 at a target of 5, active. */
    static FakeServer open() {
        return open(0);
    }

    static FakeServer open(int port) {
        return new FakeServer(InetAddress.getLoopbackAddress(), port).answering("orders", 5, 12.5);
    }

    static FakeServer open(InetAddress address) {
        return new FakeServer(address, 0).answering("orders", 5, 12.5);
    }

    FakeServer answering(String metric, double target, double value) {
        specs = List.of(spec(metric, target));
        values.put(metric, List.of(value(value)));
        active = true;
        return this;
    }

    static MetricSpec spec(String metric, double target) {
        return MetricSpec.newBuilder()
                .setMetricName(metric)
                .setTargetSizeFloat(target)
                .build();
    }

    static MetricValue value(double value) {
        return MetricValue.newBuilder().setMetricValueFloat(value).build();
    }

    int port() {
        return server.getPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    long count(String call) {
        return calls.stream().filter(each -> each.startsWith(call)).count();
    }

    @Override
    public void isActive(ScaledObjectRef object, StreamObserver<IsActiveResponse> answer) {
        answer("IsActive", "IsActive", object, activity(active), answer);
    }

    static IsActiveResponse activity(boolean active) {
        return IsActiveResponse.newBuilder().setResult(active).build();
    }

    @Override
    public void getMetricSpec(ScaledObjectRef object, StreamObserver<GetMetricSpecResponse> answer) {
        answer("GetMetricSpec", "GetMetricSpec", object, specs(specs), answer);
    }

    static GetMetricSpecResponse specs(List<MetricSpec> specs) {
        return GetMetricSpecResponse.newBuilder().addAllMetricSpecs(specs).build();
    }

    @Override
    public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> answer) {
        List<MetricValue> found = values.getOrDefault(request.getMetricName(), List.of());
        String call = "GetMetrics " + request.getMetricName();
        answer(
                call,
                failures.containsKey(call) ? call : "GetMetrics",
                request.getScaledObjectRef(),
                GetMetricsResponse.newBuilder().addAllMetricValues(found).build(),
                answer);
    }

    private <R> void answer(String call, String failure, ScaledObjectRef object, R message, StreamObserver<R> answer) {
        calls.add(call);
        objects.add(object);
        Status status = failures.get(failure);
        if (status != null) {
            answer.onError(status.asRuntimeException());
            return;
        }
        answer.onNext(message);
        answer.onCompleted();
    }

    @Override
    public void streamIsActive(ScaledObjectRef object, StreamObserver<IsActiveResponse> answer) {
        stream("StreamIsActive", object, activityStreams, answer);
    }

    @Override
    public void streamMetricSpec(ScaledObjectRef object, StreamObserver<GetMetricSpecResponse> answer) {
        stream("StreamMetricSpec", object, specStreams, answer);
    }

    private <R> void stream(
            String call, ScaledObjectRef object, List<StreamObserver<R>> streams, StreamObserver<R> answer) {
        calls.add(call);
        objects.add(object);
        Status status = failures.get(call);
        if (status != null) {
            answer.onError(status.asRuntimeException());
        } else {
            streams.add(answer);
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
