package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Recommendation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
        QueryRun<? extends RedisAnswer> run = options.query().begin(new ServerMemory(false));
        List<Command> last = ask(run, command -> replyOfKey(command, given));
        try {
            Reading.Value value = options.rule().apply(run.answer()).build();
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
        StreamQueryRun run = query.begin(new ServerMemory(false));
        ask(run, command -> replyOfStream(command, given.object("server")));
        try {
            StreamCounts counts = run.answer();
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

    /** Nothing was ever taken from the stream, whose entries are 1-0, 2-0 and so on. */
    private static @Nullable Object replyOfStream(Command command, Fields server) {
        boolean exists = server.flagIfAny("streamExists").orElse(true);
        return switch (command.name()) {
            case INFO ->
                server.textIfAny("version")
                        .map(version -> "redis_version:" + version + "\r\n")
                        .orElse("# Server\r\n")
                        .getBytes(UTF_8);
            case XLEN -> exists ? lengthOf(server) : 0L;
            case XINFO -> exists ? information(command, server) : new JedisDataException("ERR no such key");
            case XPENDING ->
                exists && server.flagIfAny("groupExists").orElse(true)
                        ? pending(server.integer("xpending"))
                        : new JedisDataException("NOGROUP No such key or consumer group");
            case XRANGE -> entriesAfter(command, server);
            default -> new JedisDataException("ERR the case does not tell the entries");
        };
    }

    /** As told, or as many as it takes. */
    private static long lengthOf(Fields server) {
        long most = server.integerIfAny("xpending").orElse(0);
        for (Fields group : server.objectsIfAny("groups")) {
            most = Math.max(most, group.integerIfAny("lag").orElse(0));
        }
        return server.integerIfAny("xlen").orElse(most);
    }

    private static List<@Nullable Object> pending(long count) {
        return count == 0
                ? Arrays.asList(0L, null, null, null)
                : List.of(count, "1-0".getBytes(UTF_8), (count + "-0").getBytes(UTF_8), List.of());
    }

    private static Object information(Command command, Fields server) {
        return command.toString().startsWith("XINFO GROUPS") ? groups(server) : state(lengthOf(server));
    }

    private static List<@Nullable Object> state(long length) {
        List<@Nullable Object> fields = new ArrayList<>(List.of("length".getBytes(UTF_8), length));
        fields.addAll(List.of("entries-added".getBytes(UTF_8), length));
        fields.addAll(List.of("max-deleted-entry-id".getBytes(UTF_8), "0-0".getBytes(UTF_8)));
        fields.add("first-entry".getBytes(UTF_8));
        fields.add(length == 0 ? null : List.of("1-0".getBytes(UTF_8), List.of()));
        fields.add("last-entry".getBytes(UTF_8));
        fields.add(length == 0 ? null : List.of((length + "-0").getBytes(UTF_8), List.of()));
        return fields;
    }

    private static List<List<@Nullable Object>> groups(Fields server) {
        List<List<@Nullable Object>> groups = new ArrayList<>();
        for (Fields group : server.objectsIfAny("groups")) {
            List<@Nullable Object> fields = new ArrayList<>();
            fields.add("name".getBytes(UTF_8));
            fields.add(group.text("name").getBytes(UTF_8));
            fields.add("pending".getBytes(UTF_8));
            fields.add(0L);
            fields.add("last-delivered-id".getBytes(UTF_8));
            fields.add((given(group, server) + "-0").getBytes(UTF_8));
            fields.add("lag".getBytes(UTF_8));
            fields.add(group.integerIfAny("lag").stream().boxed().findFirst().orElse(null));
            groups.add(fields);
        }
        return groups;
    }

    /** How many entries the group was given; where the lag is not known, some and not all. */
    private static long given(Fields group, Fields server) {
        long length = lengthOf(server);
        return Math.max(0, length - group.integerIfAny("lag").orElse(length - 1));
    }

    /** The case tells how many by the lag of the group that was given the entry named. */
    private static Object entriesAfter(Command command, Fields server) {
        for (Fields group : server.objectsIfAny("groups")) {
            long given = given(group, server);
            if (group.integerIfAny("lag").isPresent() && command.toString().contains(" (" + given + "-0 +")) {
                return Collections.nCopies((int) (lengthOf(server) - given), List.of());
            }
        }
        return new JedisDataException("ERR the case does not tell the entries");
    }

    private static Result activity(Fields given) {
        Reading.Value value =
                Reading.value((double) given.integer("measuredEntries")).build();
        return Result.of("active", isActive(value, threshold(given)));
    }

    /** As a number, or among the options of a trigger. */
    private static long threshold(Fields given) {
        return given.has("triggerMetadata")
                ? StreamTriggerOptions.read(RedisOptionKinds.reader(given)).activationLagCount()
                : given.integerIfAny("activationLagCount").orElse(0);
    }

    /** Until it is done; tells what it asked last. */
    private static List<Command> ask(QueryRun<?> run, Function<Command, @Nullable Object> server) {
        List<Command> commands = new ArrayList<>();
        while (!run.isDone()) {
            commands.clear();
            run.ask(commands);
            List<Reply> replies = commands.stream()
                    .map(command -> new Reply(server.apply(command)))
                    .toList();
            run.take(replies, 0);
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
                .recommendations()
                .stream()
                .anyMatch(Recommendation::isActive);
    }
}
