package io.scaler4j.benchmarks;

import io.scaler4j.ReadRequest;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.FaultProxy;
import io.scaler4j.testservers.KafkaBrokers;
import io.scaler4j.testservers.KafkaOptions;
import io.scaler4j.testservers.KafkaServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** {@code kafka-triggers}: the lag of many groups, read by real autoscalers that share one connection. */
final class KafkaTriggersSuite implements Suite {

    private static final long SEED = 20_260_105;
    private static final int WARM_UP_ROUNDS = 12;
    /** Until every trigger has its place in a round. */
    private static final int QUICK_WARM_UP = 4;

    private static final int BARE_ROUNDS = 3;
    private static final int ALONE = 10;

    private final List<Metric> metrics = new ArrayList<>();

    @Override
    public List<Metric> measure(boolean quick) {
        var workload = quick ? new KafkaWorkload(50, 5, 4) : new KafkaWorkload(1_000, 100, 10);
        int rounds = quick ? 2 : 12;
        try {
            onOneBroker(workload, quick ? QUICK_WARM_UP : WARM_UP_ROUNDS, rounds);
            onThreeBrokers(workload, quick ? 1 : 6);
            onABrokerThatFails(quick ? new KafkaWorkload(5, 1, 1) : new KafkaWorkload(100, 10, 10), quick ? 3 : 100);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return metrics;
    }

    private void onOneBroker(KafkaWorkload workload, int warmUp, int rounds)
            throws InterruptedException, ExecutionException {
        try (var broker = KafkaServer.childJvm(KafkaOptions.defaults())) {
            workload.prepare(broker.bootstrapServers(), (short) 1);
            var requests = new RequestCounter.Total();
            try (var cluster = cluster(broker.bootstrapServers(), requests);
                    var bare = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                measureFleet(workload, warmUp, rounds, cluster, requests, bare);
            }
            measureAlone(workload, broker.bootstrapServers());
        }
    }

    private void measureFleet(
            KafkaWorkload workload,
            int warmUp,
            int rounds,
            KafkaCluster cluster,
            RequestCounter.Total requests,
            Admin bare)
            throws InterruptedException, ExecutionException {
        readOnce(workload, cluster);
        long heapBefore = Resources.heapBytes();
        try (var fleet = fleet(workload, cluster)) {
            fleet.start(SEED);
            var counts = new ArrayList<Double>();
            var times = new ArrayList<Double>();
            var cpu = new ArrayList<Double>();
            var bareTimes = new ArrayList<Double>();
            for (int turn = -warmUp; turn < rounds; turn++) {
                Sample sample = sample(fleet, requests);
                List<Double> alone = bareTimes(workload, bare);
                if (turn >= 0) {
                    sample.mustBeRight(workload);
                    counts.add((double) sample.requests());
                    times.add(sample.round().millis());
                    cpu.add(sample.cpuMillis());
                    bareTimes.addAll(alone);
                }
            }
            add("requests-per-round", max(counts), "requests");
            add("requests-per-round-mean", mean(counts), "requests");
            add("clients", requests.clients(), "clients");
            add("round-time", median(times), "ms");
            add("round-time-max", max(times), "ms");
            add("bare-round-time", median(bareTimes), "ms");
            add("ratio-to-bare", median(times) / median(bareTimes), "1");
            add("round-cpu", median(cpu), "ms");
            add("heap-per-trigger", (Resources.heapBytes() - heapBefore) / 1024.0 / workload.groups(), "KiB");
        }
    }

    private void onThreeBrokers(KafkaWorkload workload, int rounds) throws InterruptedException, ExecutionException {
        try (var brokers = KafkaBrokers.three(KafkaOptions.defaults())) {
            workload.prepare(brokers.bootstrapServers(), (short) 1);
            var requests = new RequestCounter.Total();
            try (var cluster = cluster(brokers.bootstrapServers(), requests);
                    var fleet = fleet(workload, cluster)) {
                fleet.start(SEED);
                var counts = new ArrayList<Double>();
                for (int turn = -QUICK_WARM_UP; turn < rounds; turn++) {
                    Sample sample = sample(fleet, requests);
                    if (turn >= 0) {
                        sample.mustBeRight(workload);
                        counts.add((double) sample.requests());
                    }
                }
                add("requests-per-round-3-brokers", max(counts), "requests");
                add("requests-per-round-3-brokers-mean", mean(counts), "requests");
            }
        }
    }

    /** The same triggers, each with its own client, read one after the other. */
    private void measureAlone(KafkaWorkload workload, String bootstrapServers) throws InterruptedException {
        var requests = new RequestCounter.Total();
        List<KafkaCluster> clusters = new ArrayList<>();
        List<KafkaLagScaler> scalers = new ArrayList<>();
        try {
            for (int number = 0; number < ALONE; number++) {
                clusters.add(cluster(bootstrapServers, requests));
                scalers.add(scaler(workload, clusters.get(number), number));
            }
            Instant now = Instant.now();
            for (int warmUp = 0; warmUp < 20; warmUp++) {
                now = readAll(scalers, now);
            }
            long requestsBefore = requests.requests();
            double cpuBefore = Resources.cpuMillis();
            long begin = System.nanoTime();
            int turns = 10;
            for (int turn = 0; turn < turns; turn++) {
                now = readAll(scalers, now);
            }
            double share = (double) workload.groups() / ALONE / turns;
            add("one-by-one-round-time-extrapolated", (System.nanoTime() - begin) / 1e6 * share, "ms");
            add("one-by-one-round-cpu-extrapolated", (Resources.cpuMillis() - cpuBefore) * share, "ms");
            add("one-by-one-requests-extrapolated", (requests.requests() - requestsBefore) * share, "requests");
        } finally {
            scalers.forEach(KafkaLagScaler::close);
            clusters.forEach(KafkaCluster::close);
        }
    }

    /** What is left of rounds that fail, one after the other. */
    private void onABrokerThatFails(KafkaWorkload workload, int rounds)
            throws InterruptedException, ExecutionException {
        try (var proxy = FaultProxy.open();
                var broker = KafkaServer.childJvm(KafkaOptions.defaults().behind(proxy))) {
            workload.prepare(broker.directBootstrapServers(), (short) 1);
            var requests = new RequestCounter.Total();
            try (var cluster = cluster(broker.bootstrapServers(), requests)) {
                List<KafkaLagScaler> scalers = IntStream.range(0, workload.groups())
                        .mapToObj(number -> scaler(workload, cluster, number))
                        .toList();
                Instant now = readTogether(scalers, Instant.now(), Duration.ofSeconds(10), Reading.Value.class);
                proxy.reset();
                for (int warmUp = 0; warmUp < 5; warmUp++) {
                    now = readTogether(scalers, now, Duration.ofMillis(300), Reading.Failure.class);
                }
                int threads = Resources.threads();
                long sockets = Resources.sockets();
                long heap = Resources.heapBytes();
                for (int turn = 0; turn < rounds; turn++) {
                    now = readTogether(scalers, now, Duration.ofMillis(300), Reading.Failure.class);
                }
                add("failing-rounds", rounds, "rounds");
                add("failing-rounds-clients", requests.clients(), "clients");
                add("failing-rounds-threads-more", Resources.threads() - threads, "threads");
                add("failing-rounds-sockets-more", (double) (Resources.sockets() - sockets), "sockets");
                add("failing-rounds-heap-more", (Resources.heapBytes() - heap) / 1024.0, "KiB");
                proxy.pass();
                readTogether(scalers, now, Duration.ofSeconds(20), Reading.Value.class);
                scalers.forEach(KafkaLagScaler::close);
            }
        }
    }

    // ---- one round

    private record Sample(TriggerFleet.Round round, long requests, double cpuMillis) {
        void mustBeRight(KafkaWorkload workload) {
            if (round.right() != workload.groups() || round.wrong() > 0) {
                throw new IllegalStateException("of " + workload.groups() + " readings " + round.right()
                        + " were right and " + round.wrong() + " wrong");
            }
        }
    }

    /** From the middle of an interval to the middle of the next. */
    private static Sample sample(TriggerFleet fleet, RequestCounter.Total requests) throws InterruptedException {
        TriggerFleet.untilThePart(0.5);
        fleet.nextRound();
        long before = requests.requests();
        TriggerFleet.untilThePart(0.9);
        double cpu = Resources.cpuMillis();
        TriggerFleet.untilThePart(0.4);
        return new Sample(fleet.nextRound(), requests.requests() - before, Resources.cpuMillis() - cpu);
    }

    private static List<Double> bareTimes(KafkaWorkload workload, Admin bare)
            throws InterruptedException, ExecutionException {
        var times = new ArrayList<Double>();
        for (int i = 0; i < BARE_ROUNDS; i++) {
            long begin = System.nanoTime();
            workload.readBare(bare);
            times.add((System.nanoTime() - begin) / 1e6);
        }
        return times;
    }

    // ---- reads

    private static KafkaCluster cluster(String bootstrapServers, RequestCounter.Total requests) {
        var builder = KafkaCluster.builder().bootstrapServers(bootstrapServers);
        new HashMap<>(requests.properties()).forEach(builder::property);
        return builder.property("reconnect.backoff.max.ms", 200).build();
    }

    private static KafkaLagScaler scaler(KafkaWorkload workload, KafkaCluster cluster, int number) {
        return KafkaLagScaler.builder()
                .cluster(cluster)
                .topic(workload.topic(number))
                .consumerGroup(workload.group(number))
                .build();
    }

    private static TriggerFleet fleet(KafkaWorkload workload, KafkaCluster cluster) {
        List<KafkaLagScaler> scalers = IntStream.range(0, workload.groups())
                .mapToObj(number -> scaler(workload, cluster, number))
                .toList();
        return new TriggerFleet(scalers, workload.lag() * 1000);
    }

    /** So that what a client needs once is there. */
    private static void readOnce(KafkaWorkload workload, KafkaCluster cluster) throws InterruptedException {
        try (var scaler = scaler(workload, cluster, 0)) {
            readAll(List.of(scaler), Instant.now());
        }
    }

    /** One after the other; no answer serves twice. */
    private static Instant readAll(List<KafkaLagScaler> scalers, Instant now) throws InterruptedException {
        Instant next = now.plusSeconds(2);
        for (KafkaLagScaler scaler : scalers) {
            Reading reading = scaler.read(ReadRequest.of(next, Duration.ofSeconds(10)));
            if (!(reading instanceof Reading.Value)) {
                throw new IllegalStateException("no lag: " + reading);
            }
        }
        return next;
    }

    private static Instant readTogether(
            List<KafkaLagScaler> scalers, Instant now, Duration timeout, Class<? extends Reading> expected) {
        Instant next = now.plusSeconds(5);
        var request = ReadRequest.of(next, timeout);
        List<CompletableFuture<Reading>> answers = scalers.stream()
                .map(scaler -> scaler.readAsync(request, Runnable::run).toCompletableFuture())
                .toList();
        for (CompletableFuture<Reading> answer : answers) {
            Reading reading = answer.join();
            if (!expected.isInstance(reading)) {
                throw new IllegalStateException("expected a " + expected.getSimpleName() + ", was " + reading);
            }
        }
        return next;
    }

    // ---- numbers

    private void add(String name, double value, String unit) {
        metrics.add(new Metric("kafka-triggers", name, value, unit));
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }

    private static double max(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
