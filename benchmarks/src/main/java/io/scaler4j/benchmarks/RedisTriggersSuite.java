package io.scaler4j.benchmarks;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import io.scaler4j.redis.RedisLengthScaler;
import io.scaler4j.redis.RedisServer;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;

/** {@code redis-triggers}: the length of many lists, read by real autoscalers that share one connection. */
final class RedisTriggersSuite implements Suite {

    private static final long SEED = 20_260_105;
    private static final int LENGTH = 3;
    private static final ReadRound ROUND = new ReadRound(LENGTH);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<Metric> metrics = new ArrayList<>();

    @Override
    public List<Metric> measure(boolean quick) {
        int lists = quick ? 100 : 10_000;
        try (var node = RedisNode.process(RedisOptions.defaults());
                var bare = new Jedis("127.0.0.1", node.port(), (int) DEADLINE.toMillis())) {
            fill(bare, lists);
            measureFleet(bare, node.address(), lists, quick ? 2 : 12);
            measureTogether(bare, node.address(), lists, quick ? 3 : 600, quick ? 3 : 60);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return metrics;
    }

    private static String list(int number) {
        return "list-" + number;
    }

    private static void fill(Jedis bare, int lists) {
        try (var pipeline = bare.pipelined()) {
            for (int number = 0; number < lists; number++) {
                pipeline.rpush(list(number), "a", "b", "c");
            }
        }
    }

    private static List<RedisLengthScaler> scalers(RedisServer redis, int lists) {
        return IntStream.range(0, lists)
                .mapToObj(number -> RedisLengthScaler.builder()
                        .server(redis)
                        .key(list(number))
                        .build())
                .toList();
    }

    // ---- all at once, beside the bare client

    /** The compiler competes for the processors, so the rounds before those that count are many. */
    private void measureTogether(Jedis bare, String address, int lists, int roundsBefore, int rounds) {
        List<RedisLengthScaler> scalers;
        try (var redis = RedisServer.builder().address(address).build()) {
            scalers = scalers(redis, lists);
        }
        var times = new ArrayList<Double>();
        var bareTimes = new ArrayList<Double>();
        var bareAsyncTimes = new ArrayList<Double>();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        Instant now = Instant.now();
        for (int turn = -roundsBefore; turn < rounds; turn++) {
            now = now.plusSeconds(5);
            double mine = ROUND.read(scalers, ReadRequest.of(now, DEADLINE));
            double theirs = readBare(bare, lists);
            double theirsAsync = readBareAsync(bare, lists, worker);
            if (turn >= 0) {
                times.add(mine);
                bareTimes.add(theirs);
                bareAsyncTimes.add(theirsAsync);
            }
        }
        worker.shutdown();
        scalers.forEach(RedisLengthScaler::close);
        add("read-time", median(times), "ms");
        add("bare-read-time", median(bareTimes), "ms");
        add("bare-async-read-time", median(bareAsyncTimes), "ms");
        add("ratio-to-bare", median(times) / median(bareTimes), "1");
        add("ratio-to-bare-async", median(times) / median(bareAsyncTimes), "1");
    }

    /** The same commands in one pipeline. */
    private static double readBare(Jedis bare, int lists) {
        long begin = System.nanoTime();
        for (Response<Long> answer : pipeline(bare, lists)) {
            if (answer.get() != LENGTH) {
                throw new IllegalStateException("expected a length of " + LENGTH + ", was " + answer.get());
            }
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static List<Response<Long>> pipeline(Jedis bare, int lists) {
        List<Response<Long>> answers = new ArrayList<>(lists);
        try (var pipeline = bare.pipelined()) {
            for (int number = 0; number < lists; number++) {
                answers.add(pipeline.llen(list(number)));
            }
        }
        return answers;
    }

    /**
     * The least that a read costs which holds no thread of its asker: that pipeline, with a future for each. It is
     * answered from its end, so that the asker is woken once.
     */
    private static double readBareAsync(Jedis bare, int lists, Executor worker) {
        long begin = System.nanoTime();
        List<CompletableFuture<Long>> lengths =
                Stream.generate(CompletableFuture<Long>::new).limit(lists).toList();
        worker.execute(() -> {
            List<Response<Long>> answers = pipeline(bare, lists);
            for (int number = lists - 1; number >= 0; number--) {
                lengths.get(number).complete(answers.get(number).get());
            }
        });
        List<CompletableFuture<Reading>> readings = new ArrayList<>(lists);
        lengths.forEach(length -> readings.add(length.thenApply(value -> Reading.of((double) value))));
        readings.forEach(reading -> ROUND.mustBeRight(reading.join()));
        return (System.nanoTime() - begin) / 1e6;
    }

    // ---- by autoscalers

    private void measureFleet(Jedis bare, String address, int lists, int rounds) throws InterruptedException {
        try (var redis = RedisServer.builder().address(address).build()) {
            measureFleet(bare, redis, lists, rounds);
        }
    }

    private void measureFleet(Jedis bare, RedisServer redis, int lists, int rounds) throws InterruptedException {
        long heapBefore = Resources.heapBytes();
        try (var fleet = new TriggerFleet(scalers(redis, lists), LENGTH * 1000)) {
            fleet.start(SEED);
            var trips = new ArrayList<Double>();
            var times = new ArrayList<Double>();
            TriggerFleet.untilThePart(0.5);
            fleet.nextRound();
            long threads = Resources.startedThreads();
            for (int turn = -rounds; turn < rounds; turn++) {
                TriggerFleet.untilThePart(0.9);
                long before = redis.roundTrips();
                TriggerFleet.untilThePart(0.5);
                TriggerFleet.Round round = fleet.nextRound();
                if (turn >= 0) {
                    mustBeRight(round, lists);
                    trips.add((double) (redis.roundTrips() - before));
                    times.add(round.millis());
                }
            }
            add("round-trips", max(trips), "round-trips");
            add("connections", connections(bare), "connections");
            add("threads-started", (double) (Resources.startedThreads() - threads), "threads");
            add("round-time", median(times), "ms");
            add("heap-per-trigger", (Resources.heapBytes() - heapBefore) / 1024.0 / lists, "KiB");
        }
    }

    private static void mustBeRight(TriggerFleet.Round round, int lists) {
        if (round.right() != lists || round.wrong() > 0) {
            throw new IllegalStateException(
                    "of " + lists + " readings " + round.right() + " were right and " + round.wrong() + " wrong");
        }
    }

    /** As the server counts them. */
    private static double connections(Jedis bare) {
        return bare.clientList()
                .lines()
                .filter(line -> line.contains(" name=scaler4j "))
                .count();
    }

    // ---- numbers

    private void add(String name, double value, String unit) {
        metrics.add(new Metric("redis-triggers", name, value, unit));
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }

    private static double max(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
