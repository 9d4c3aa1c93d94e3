package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Proposal;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What is asked, and what becomes of the replies. The server of a case answers as a real one does. */
final class RedisMeasureKinds {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private RedisMeasureKinds() {}

    static void register(Kinds kinds) {
        kinds.evaluate("redis.list.measure", RedisMeasureKinds::length)
                .evaluate("redis.streams.measure", RedisMeasureKinds::stream)
                .evaluate("redis.streams.activity", RedisMeasureKinds::activity);
    }

    private static Result length(Fields given) {
        var options = new LengthOptions();
        options.keys = List.of("key");
        Inquiry<? extends RedisAnswer> inquiry = options.query().inquire(new ServerMemory());
        List<Command> last = ask(inquiry, command -> replyOfKey(command, given));
        try {
            Reading.Value value = options.rule().apply(inquiry.answer()).build();
            return Result.of("command", last.get(0).name().name())
                    .and("value", value.milli() / 1000)
                    .and("active", isActive(value, given.integer("activationListLength")));
        } catch (JedisException e) {
            return Result.error(String.valueOf(e.getMessage()));
        }
    }

    private static Object replyOfKey(Command command, Fields given) {
        String type = given.text("keyType");
        return switch (command.name()) {
            case TYPE -> type.getBytes(UTF_8);
            case LLEN -> ofType("list", type, given);
            case SCARD -> ofType("set", type, given);
            case ZCARD -> ofType("zset", type, given);
            case HLEN -> ofType("hash", type, given);
            default -> throw new IllegalStateException("the case says nothing of " + command);
        };
    }

    private static Object ofType(String wanted, String type, Fields given) {
        if (type.equals("none")) {
            return 0L;
        }
        return type.equals(wanted)
                ? given.integer("cardinality")
                : new JedisDataException("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    private static Result stream(Fields given) {
        var options = new StreamOptions();
        options.stream = given.text("stream");
        options.group = given.textIfAny("consumerGroup").orElse("");
        options.metric = metric(given);
        StreamQuery query = options.query();
        StreamInquiry inquiry = query.inquire(new ServerMemory());
        ask(inquiry, command -> replyOfStream(command, given.object("server")));
        try {
            StreamCounts counts = inquiry.answer();
            Reading.Value value = RedisStreamScaler.value(counts, query).build();
            return Result.of("raw", counts.value(query.metric()))
                    .and("metric", value.milli() / 1000)
                    .and("active", isActive(value, given.integer("activationLagCount")));
        } catch (JedisException e) {
            return Result.error(String.valueOf(e.getMessage()));
        }
    }

    private static StreamMetric metric(Fields given) {
        return switch (given.text("mode")) {
            case "streamLength" -> StreamMetric.LENGTH;
            case "pendingEntries" -> StreamMetric.PENDING;
            case "lag" -> StreamMetric.LAG;
            default -> throw given.malformed("mode", "streamLength, pendingEntries or lag");
        };
    }

    private static Object replyOfStream(Command command, Fields server) {
        boolean exists = server.flagIfAny("streamExists").orElse(true);
        return switch (command.name()) {
            case INFO ->
                server.textIfAny("version")
                        .map(version -> "redis_version:" + version + "\r\n")
                        .orElse("# Server\r\n")
                        .getBytes(UTF_8);
            case XLEN -> exists ? server.integerIfAny("xlen").orElse(0) : 0L;
            case XINFO -> exists ? groups(server) : new JedisDataException("ERR no such key");
            case XPENDING ->
                exists && server.flagIfAny("groupExists").orElse(true)
                        ? List.of(server.integer("xpending"))
                        : new JedisDataException("NOGROUP No such key or consumer group");
            default -> new JedisDataException("ERR the case does not tell the entries");
        };
    }

    private static List<List<@Nullable Object>> groups(Fields server) {
        List<List<@Nullable Object>> groups = new ArrayList<>();
        for (Fields group : server.objectsIfAny("groups")) {
            List<@Nullable Object> fields = new ArrayList<>();
            fields.add("name".getBytes(UTF_8));
            fields.add(group.text("name").getBytes(UTF_8));
            fields.add("pending".getBytes(UTF_8));
            fields.add(0L);
            fields.add("lag".getBytes(UTF_8));
            fields.add(group.integerIfAny("lag").stream().boxed().findFirst().orElse(null));
            groups.add(fields);
        }
        return groups;
    }

    private static Result activity(Fields given) {
        Reading.Value value =
                Reading.value((double) given.integer("measuredEntries")).build();
        return Result.of("active", isActive(value, threshold(given)));
    }

    /** As a number, or among the options of a trigger. */
    private static long threshold(Fields given) {
        return given.has("triggerMetadata")
                ? StreamTriggerOptions.read(RedisOptionKinds.spec(given)).activationLagCount()
                : given.integerIfAny("activationLagCount").orElse(0);
    }

    /** Until it is done; tells what it asked last. */
    private static List<Command> ask(Inquiry<?> inquiry, Function<Command, Object> server) {
        List<Command> commands = new ArrayList<>();
        while (!inquiry.isDone()) {
            commands.clear();
            inquiry.ask(commands);
            List<Reply> replies = commands.stream()
                    .map(command -> new Reply(server.apply(command)))
                    .toList();
            inquiry.take(replies, 0);
        }
        return commands;
    }

    /** As the trigger's activation threshold is compared. */
    private static boolean isActive(Reading reading, long threshold) {
        var measurement =
                Measurement.of("redis", MetricTarget.averageValue(1), reading).activatesAbove((double) threshold);
        return ScalingPolicy.builder()
                .build()
                .decide(ScalingState.initial(), Observation.of(NOW, Replicas.of(1), List.of(measurement)))
                .explanation()
                .proposals()
                .stream()
                .anyMatch(Proposal::isActive);
    }
}
