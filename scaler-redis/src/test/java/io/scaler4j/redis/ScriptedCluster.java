package io.scaler4j.redis;

import io.scaler4j.metric.Reading;
import io.scaler4j.redis.ScriptedRedis.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two nodes of a cluster that answer as a test says; at first the first one serves all slots. */
abstract class ScriptedCluster {

    static final int LAST_SLOT = 16_383;

    final Reads reads = new Reads();
    final ScriptedRedis first = new ScriptedRedis();
    final ScriptedRedis second = new ScriptedRedis();
    final int slot = Key.of("mails").slot();
    private Traces before;

    @BeforeEach
    void look() {
        before = Traces.now();
        allSlotsAreAt(first);
    }

    @AfterEach
    void nothingIsLeft() {
        before.assertNothingIsLeft();
        first.close();
        second.close();
    }

    void allSlotsAreAt(ScriptedRedis node) {
        Answer slots = Answer.list(range(0, LAST_SLOT, host("127.0.0.1"), node.port()));
        first.on("CLUSTER", slots);
        second.on("CLUSTER", slots);
    }

    static Answer host(String name) {
        return Answer.text(name);
    }

    static Answer range(int from, int to, Answer host, int port) {
        return Answer.list(
                Answer.number(from), Answer.number(to), Answer.list(host, Answer.number(port), Answer.text("id")));
    }

    String at(ScriptedRedis node) {
        return slot + " " + node.address();
    }

    RedisServer.Builder cluster() {
        return RedisServer.builder().cluster(first.address());
    }

    static RedisLengthScaler scaler(RedisServer server, String... keys) {
        return RedisLengthScaler.builder()
                .server(server)
                .keys(List.of(keys), Aggregate.SUM)
                .build();
    }

    Reading.Value value(RedisServer.Builder builder) {
        try (var server = builder.build();
                var scaler = scaler(server, "mails")) {
            return reads.value(scaler);
        }
    }

    Reading.Failure failure(RedisServer.Builder builder) {
        try (var server = builder.build();
                var scaler = scaler(server, "mails")) {
            return reads.failure(scaler);
        }
    }
}
