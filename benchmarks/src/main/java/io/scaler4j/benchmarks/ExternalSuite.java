package io.scaler4j.benchmarks;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.scaler4j.ReadRequest;
import io.scaler4j.external.ExternalScaler;
import io.scaler4j.external.ExternalScalerServer;
import io.scaler4j.external.ExternalServer;
import io.scaler4j.external.grpc.ExternalScalerGrpc;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerStub;
import io.scaler4j.external.grpc.GetMetricsRequest;
import io.scaler4j.external.grpc.GetMetricsResponse;
import io.scaler4j.external.grpc.IsActiveResponse;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerPlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * {@code external}: the triggers of many objects on one external scaler, beside a bare gRPC client with the same calls.
 */
final class ExternalSuite implements Suite {

    private static final int VALUE = 120;
    private static final ReadRound ROUND = new ReadRound(VALUE);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<Metric> metrics = new ArrayList<>();

    @Override
    public List<Metric> measure(boolean quick) {
        int triggers = quick ? 50 : 1_000;
        try (var server = ExternalScalerServer.builder()
                        .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .trigger(
                                "orders",
                                TriggerPlan.of(
                                        MetricSpec.of("orders", averageValue(50)),
                                        context -> request -> Reading.of(VALUE)))
                        .start();
                var client = ExternalServer.builder()
                        .address("127.0.0.1:" + server.port())
                        .timeout(DEADLINE)
                        .build()) {
            measure(server, client, triggers, quick ? 3 : 100, quick ? 3 : 50);
        }
        return metrics;
    }

    /** The compiler competes for the processors, so the rounds before those that count are many. */
    private void measure(
            ExternalScalerServer server, ExternalServer client, int triggers, int roundsBefore, int rounds) {
        List<ExternalScaler> scalers = scalers(client, triggers);
        ManagedChannel bare = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .directExecutor()
                .build();
        var times = new ArrayList<Double>();
        var bareTimes = new ArrayList<Double>();
        Instant now = Instant.parse("2026-01-05T08:00:00Z"); // it stands still, so the metrics stay known
        long calls = 0;
        long begin = System.nanoTime();
        for (int round = -roundsBefore; round < rounds; round++) {
            long before = client.calls();
            double mine = ROUND.read(scalers, ReadRequest.of(now, DEADLINE));
            long mineCalls = client.calls() - before;
            double theirs = readBare(bare, triggers);
            if (round >= 0) {
                times.add(mine);
                bareTimes.add(theirs);
                calls = Math.max(calls, mineCalls);
            }
        }
        add("calls-per-round", (double) calls, "1");
        add("read-time", median(times), "ms");
        add("bare-read-time", median(bareTimes), "ms");
        add("ratio-to-bare", median(times) / median(bareTimes), "1");
        add("server-objects", server.counts().objects(), "1");
        add("server-sources", server.counts().sources(), "1");
        double seconds = (System.nanoTime() - begin) / 1e9;
        add("server-source-reads-per-second", server.counts().sourceReads() / seconds, "1/s");
        add(
                "server-calls-per-source-read",
                server.counts().calls() / (double) server.counts().sourceReads(),
                "1");
        scalers.forEach(ExternalScaler::close);
        bare.shutdownNow();
    }

    private static List<ExternalScaler> scalers(ExternalServer client, int triggers) {
        return IntStream.range(0, triggers)
                .mapToObj(number -> ExternalScaler.builder()
                        .server(client)
                        .object("shop", "orders-" + number)
                        .metadata(Map.of("trigger", "orders"))
                        .build())
                .toList();
    }

    /** The same calls with the same order for each object, and nothing else. */
    private static double readBare(ManagedChannel channel, int triggers) {
        long begin = System.nanoTime();
        List<CompletableFuture<Double>> answers = new ArrayList<>(triggers);
        for (int number = 0; number < triggers; number++) {
            ScaledObjectRef object = ScaledObjectRef.newBuilder()
                    .setNamespace("shop")
                    .setName("orders-" + number)
                    .putScalerMetadata("trigger", "orders")
                    .build();
            answers.add(bareRead(channel, object));
        }
        for (CompletableFuture<Double> answer : answers) {
            if (answer.join() != VALUE) {
                throw new IllegalStateException("expected a value of " + VALUE + ", was " + answer.join());
            }
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static CompletableFuture<Double> bareRead(ManagedChannel channel, ScaledObjectRef object) {
        GetMetricsRequest request = GetMetricsRequest.newBuilder()
                .setScaledObjectRef(object)
                .setMetricName("orders")
                .build();
        return BareCall.<GetMetricsResponse>of(answer -> stub(channel).getMetrics(request, answer))
                .thenCompose(values -> BareCall.<IsActiveResponse>of(
                                answer -> stub(channel).isActive(object, answer))
                        .thenApply(active -> values.getMetricValues(0).getMetricValueFloat()));
    }

    private static ExternalScalerStub stub(ManagedChannel channel) {
        return ExternalScalerGrpc.newStub(channel).withDeadlineAfter(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The answer to one call as a future. */
    private static final class BareCall<R> implements StreamObserver<R> {

        private final CompletableFuture<R> answer = new CompletableFuture<>();

        static <R> CompletableFuture<R> of(Consumer<StreamObserver<R>> begin) {
            var call = new BareCall<R>();
            begin.accept(call);
            return call.answer;
        }

        @Override
        public void onNext(R message) {
            answer.complete(message);
        }

        @Override
        public void onError(Throwable thrown) {
            answer.completeExceptionally(thrown);
        }

        @Override
        public void onCompleted() {
            // the answer has come before
        }
    }

    private static double median(List<Double> times) {
        List<Double> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private void add(String name, double value, String unit) {
        metrics.add(new Metric("external", name, value, unit));
    }
}
