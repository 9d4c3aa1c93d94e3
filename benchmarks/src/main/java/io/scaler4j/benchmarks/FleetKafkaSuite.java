package io.scaler4j.benchmarks;

import io.scaler4j.ReadRequest;
import io.scaler4j.kafka.KafkaCluster;
import io.scaler4j.kafka.KafkaLagScaler;
import io.scaler4j.metric.Reading;
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

/**
 * {@code fleet-kafka}: the life of many triggers on one connection: the first round of a process, random starts, and
 * rounds in the steady state, each beside the bare client.
 */
final class FleetKafkaSuite implements Suite {

    private static final long SEED = 20_260_105;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final List<Metric> metrics = new ArrayList<>();

    @Override
    public List<Metric> measure(boolean quick) {
        var workload = quick ? new KafkaWorkload(50, 5, 4) : new KafkaWorkload(1_000, 100, 10);
        try (var broker = KafkaServer.childJvm(KafkaOptions.defaults())) {
            String servers = broker.bootstrapServers();
            workload.prepare(servers, (short) 1);
            measureFirstRound(workload, servers);
            measureColdRounds(workload, servers, quick ? 1 : 3);
            measureStarts(workload, servers, Duration.ofSeconds(quick ? 3 : 30));
            try (var bare = Admin.create(Map.of("bootstrap.servers", servers))) {
                measureSteadyRounds(workload, servers, bare, quick ? 2 : 12);
                measureCpu(workload, servers, bare, quick ? 3 : 400, quick ? 3 : 200);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return metrics;
    }

    /** That of a connection, in a JVM that has used Kafka's client before. */
    private void measureFirstRound(KafkaWorkload workload, String servers) {
        double cpuBefore = Resources.cpuMillis();
        long begin = System.nanoTime();
        try (var cluster = KafkaCluster.builder().bootstrapServers(servers).build()) {
            List<KafkaLagScaler> scalers = scalers(workload, cluster);
            readTogether(workload, scalers, ReadRequest.of(Instant.now(), DEADLINE));
            add("first-round", (System.nanoTime() - begin) / 1e6, "ms");
            add("first-round-cpu", Resources.cpuMillis() - cpuBefore, "ms");
            scalers.forEach(KafkaLagScaler::close);
        }
    }

    /** Those of new JVMs, which have to load the client first. */
    private void measureColdRounds(KafkaWorkload workload, String servers, int times) {
        List<FirstRound> mine = new ArrayList<>();
        List<FirstRound> bare = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            mine.add(FirstRound.inNewJvm(workload, servers, false));
            bare.add(FirstRound.inNewJvm(workload, servers, true));
        }
        add("cold-round", median(mine.stream().map(FirstRound::millis).toList()), "ms");
        add("cold-round-cpu", median(mine.stream().map(FirstRound::cpuMillis).toList()), "ms");
        add("bare-cold-round", median(bare.stream().map(FirstRound::millis).toList()), "ms");
        add(
                "bare-cold-round-cpu",
                median(bare.stream().map(FirstRound::cpuMillis).toList()),
                "ms");
    }

    /** Each starts at its own moment within an interval, and all are counted until shortly after it. */
    private void measureStarts(KafkaWorkload workload, String servers, Duration interval) throws InterruptedException {
        var requests = new RequestCounter.Total();
        try (var cluster = cluster(servers, requests);
                var fleet = new TriggerFleet(scalers(workload, cluster), workload.lag() * 1000, interval)) {
            fleet.start(SEED);
            Thread.sleep(interval.plus(interval.dividedBy(15)).toMillis());
            add("start-requests", (double) requests.requests(), "requests");
            Thread.sleep(interval.dividedBy(4).toMillis()); // until the last of them is answered
            TriggerFleet.Round round = fleet.nextRound();
            if (round.wrong() > 0 || round.right() < workload.groups()) {
                throw new IllegalStateException("of " + workload.groups() + " triggers " + round.right()
                        + " readings were right and " + round.wrong() + " wrong");
            }
            add("start-wait-p50", ReadWaits.percentile(round.waits(), 50), "ms");
            add("start-wait-p99", ReadWaits.percentile(round.waits(), 99), "ms");
        }
    }

    private void measureSteadyRounds(KafkaWorkload workload, String servers, Admin bare, int rounds)
            throws InterruptedException {
        var requests = new RequestCounter.Total();
        var waits = new ReadWaits();
        var counts = new ArrayList<Double>();
        try (var cluster = cluster(servers, requests);
                var fleet = new TriggerFleet(scalers(workload, cluster), workload.lag() * 1000)) {
            fleet.start(SEED);
            for (int turn = -5; turn < rounds; turn++) {
                TriggerFleet.untilThePart(0.5);
                fleet.nextRound();
                long before = requests.requests();
                TriggerFleet.untilThePart(0.4);
                TriggerFleet.Round round = fleet.nextRound();
                waits.callBare(turn >= 0 ? 20 : 2, () -> {
                    workload.readBareOfOne(bare);
                    return null;
                });
                if (turn >= 0) {
                    round.mustBeRight(workload.groups());
                    waits.add(round.waits());
                    counts.add((double) (requests.requests() - before));
                }
            }
        }
        add(
                "requests-per-round",
                counts.stream().mapToDouble(each -> each).max().orElseThrow(),
                "requests");
        metrics.addAll(waits.metrics("fleet-kafka"));
    }

    /** All triggers read at once, without autoscalers, in turns with the bare client. */
    private void measureCpu(KafkaWorkload workload, String servers, Admin bare, int warmUp, int rounds)
            throws InterruptedException, ExecutionException {
        try (var cluster = KafkaCluster.builder().bootstrapServers(servers).build()) {
            List<KafkaLagScaler> scalers = scalers(workload, cluster);
            Instant now = Instant.now();
            double mine = 0;
            double theirs = 0;
            double same = 0;
            for (int turn = -warmUp; turn < rounds; turn++) {
                now = now.plusSeconds(5);
                double begin = Resources.cpuMillis();
                readTogether(workload, scalers, ReadRequest.of(now, DEADLINE));
                double between = Resources.cpuMillis();
                workload.readBare(bare);
                double after = Resources.cpuMillis();
                workload.readBareStarts(bare);
                if (turn >= 0) {
                    mine += between - begin;
                    theirs += after - between;
                    same += Resources.cpuMillis() - between;
                }
            }
            scalers.forEach(KafkaLagScaler::close);
            add("round-cpu", mine / rounds, "ms");
            add("bare-round-cpu", theirs / rounds, "ms");
            add("cpu-ratio-to-bare", mine / theirs, "1");
            add("bare-same-calls-cpu", same / rounds, "ms");
            add("cpu-ratio-to-same-calls", mine / same, "1");
        }
    }

    private static void readTogether(KafkaWorkload workload, List<KafkaLagScaler> scalers, ReadRequest request) {
        List<CompletableFuture<Reading>> answers = new ArrayList<>(scalers.size());
        scalers.forEach(
                scaler -> answers.add(scaler.readAsync(request, Runnable::run).toCompletableFuture()));
        for (CompletableFuture<Reading> answer : answers) {
            if (!(answer.join() instanceof Reading.Value value) || value.milli() != workload.lag() * 1000) {
                throw new IllegalStateException("expected a lag of " + workload.lag() + ", was " + answer.join());
            }
        }
    }

    private static KafkaCluster cluster(String servers, RequestCounter.Total requests) {
        var builder = KafkaCluster.builder().bootstrapServers(servers);
        new HashMap<>(requests.properties()).forEach(builder::property);
        return builder.build();
    }

    private static List<KafkaLagScaler> scalers(KafkaWorkload workload, KafkaCluster cluster) {
        return IntStream.range(0, workload.groups())
                .mapToObj(number -> KafkaLagScaler.builder()
                        .cluster(cluster)
                        .topic(workload.topic(number))
                        .consumerGroup(workload.group(number))
                        .build())
                .toList();
    }

    private void add(String name, double value, String unit) {
        metrics.add(new Metric("fleet-kafka", name, value, unit));
    }

    private static double median(List<Double> numbers) {
        return ReadWaits.percentile(numbers, 50);
    }
}
