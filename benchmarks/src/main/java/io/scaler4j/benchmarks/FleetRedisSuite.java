package io.scaler4j.benchmarks;

import io.scaler4j.redis.RedisLengthScaler;
import io.scaler4j.redis.RedisServer;
import io.scaler4j.testservers.RedisNode;
import io.scaler4j.testservers.RedisOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/** {@code fleet-redis}: how long the reads of many autoscalers wait in the steady state, beside a bare call. */
final class FleetRedisSuite implements Suite {

    private static final long SEED = 20_260_105;
    private static final int LENGTH = 3;
    private static final int WARM_UP = 6;

    @Override
    public List<Metric> measure(boolean quick) {
        int lists = quick ? 100 : 10_000;
        try (var node = RedisNode.process(RedisOptions.defaults());
                var bare = new Jedis("127.0.0.1", node.port());
                var redis = RedisServer.builder().address(node.address()).build()) {
            try (var pipeline = bare.pipelined()) {
                for (int number = 0; number < lists; number++) {
                    pipeline.rpush("list-" + number, "a", "b", "c");
                }
            }
            return measure(bare, redis, lists, quick ? 2 : 12);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<Metric> measure(Jedis bare, RedisServer redis, int lists, int rounds)
            throws InterruptedException {
        List<RedisLengthScaler> scalers = IntStream.range(0, lists)
                .mapToObj(number -> RedisLengthScaler.builder()
                        .server(redis)
                        .key("list-" + number)
                        .build())
                .toList();
        var waits = new ReadWaits();
        double most = 0;
        try (var fleet = new TriggerFleet(scalers, LENGTH * 1000L)) {
            fleet.start(SEED);
            for (int turn = -WARM_UP; turn < rounds; turn++) {
                TriggerFleet.untilThePart(0.5);
                fleet.nextRound();
                long before = redis.roundTrips();
                TriggerFleet.untilThePart(0.4);
                TriggerFleet.Round round = fleet.nextRound();
                waits.callBare(turn >= 0 ? 50 : 5, () -> bare.llen("list-0"));
                if (turn >= 0) {
                    round.mustBeRight(lists);
                    waits.add(round.waits());
                    most = Math.max(most, (double) (redis.roundTrips() - before));
                }
            }
        }
        List<Metric> metrics = new ArrayList<>(waits.metrics("fleet-redis"));
        metrics.add(new Metric("fleet-redis", "round-trips", most, "round-trips"));
        return metrics;
    }
}
