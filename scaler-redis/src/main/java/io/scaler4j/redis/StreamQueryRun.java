package io.scaler4j.redis;

import static redis.clients.jedis.Protocol.Command.XLEN;
import static redis.clients.jedis.Protocol.Command.XPENDING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Looks at a stream and a group: in one round where the server's counters are to be believed, in more where entries
 * have to be looked at, see {@link LagCount} and {@link PendingCount}.
 */
final class StreamQueryRun implements QueryRun<StreamCounts> {

    private static final String NO_STREAM = "ERR no such key";
    private static final String NO_GROUP = "NOGROUP";
    private static final String DENIED = "NOPERM";

    private final StreamQuery query;
    private final ServerMemory memory;
    private ServerFacts facts;
    private OptionalLong length = OptionalLong.empty();
    private Optional<StreamState> state = Optional.empty();
    private @Nullable Reply group;
    private OptionalLong pendingTold = OptionalLong.empty();
    private Optional<PendingCount.Ends> pendingEnds = Optional.empty();
    private @Nullable Reply firstPending;
    private @Nullable LagCount lag;
    private @Nullable PendingCount pending;
    private @Nullable JedisException failed;
    private boolean firstRound = true;
    private List<Step> next;

    StreamQueryRun(StreamQuery query, ServerMemory memory) {
        this.query = query;
        this.memory = memory;
        Optional<ServerFacts> known = memory.serverOf(query.stream());
        facts = known.orElse(ServerFacts.UNKNOWN);
        next = firstRound(known.isPresent());
    }

    private List<Step> firstRound(boolean serverIsKnown) {
        List<Step> steps = new ArrayList<>();
        StreamMetric metric = query.metric();
        if (metric.countsLag()) {
            if (!serverIsKnown) {
                steps.add(new Step(Command.serverOf(query.stream()), this::takeServer));
            }
            steps.add(new Step(Command.groupsOf(query.stream()), this::takeGroups));
        }
        if (metric != StreamMetric.PENDING) {
            steps.add(new Step(Command.of(XLEN, query.stream()), reply -> length = OptionalLong.of(reply.number())));
        }
        if (metric.countsPending()) {
            steps.add(new Step(Command.of(XPENDING, query.stream(), query.group()), this::takePending));
        }
        if (query.idleMillis() > 0) {
            steps.add(new Step(
                    Command.of(XPENDING, query.stream(), query.group(), "-", "+", Integer.toString(PendingCount.PAGE)),
                    reply -> firstPending = reply));
        }
        if ((metric.countsPending() || (metric.countsLag() && !facts.lagIsExact())) && !memory.isStreamStateDenied()) {
            steps.add(new Step(Command.stateOf(query.stream()), this::takeState));
        }
        return steps;
    }

    @Override
    public void ask(List<Command> commands) {
        next.forEach(step -> commands.add(step.command()));
    }

    @Override
    public void take(List<Reply> replies, int from) {
        try {
            for (int i = 0; i < next.size(); i++) {
                next.get(i).then().accept(replies.get(from + i));
            }
            if (firstRound && failed == null) {
                firstRound = false;
                next = secondRound();
            } else {
                next = pending == null || failed != null ? List.of() : pending.steps();
            }
        } catch (JedisException e) {
            boolean isFirst = failed == null;
            failed = e;
            next = isFirst && new Reply(e).isRefusal("ERR unknown command")
                    ? List.of(new Step(Command.roleOf(query.stream()), this::takeRole))
                    : List.of();
        }
    }

    /** A sentinel knows hardly any command. */
    private void takeRole(Reply reply) {
        if (reply.isRoleOfSentinel()) {
            failed = WrongServerException.sentinel();
        }
    }

    /** Without permission to ask, the facts about the server have to come from other answers. */
    private void takeServer(Reply reply) {
        if (!reply.isRefusal(DENIED) && !reply.isRefusal("ERR unknown command")) {
            facts = ServerFacts.of(reply.text());
            memory.rememberServerOf(query.stream(), facts);
        }
    }

    private void takeGroups(Reply reply) {
        if (!reply.isRefusal(NO_STREAM)) {
            group = reply.list().stream()
                    .filter(each ->
                            each.field("name").map(Reply::text).orElse("").equals(query.group()))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Beside the lag, a user that may not ask for this knows the number at least. */
    private void takePending(Reply reply) {
        boolean isOfUseOnly = query.metric().countsLag() && query.idleMillis() == 0;
        if ((query.metric().countsLag() && reply.isRefusal(NO_GROUP)) || (isOfUseOnly && reply.isRefusal(DENIED))) {
            return;
        }
        long told = reply.part(0).number();
        pendingTold = OptionalLong.of(told);
        pendingEnds = told == 0
                ? Optional.empty()
                : Optional.of(
                        new PendingCount.Ends(reply.part(1).id(), reply.part(2).id()));
    }

    /** Of use, and not needed: without permission the count is higher. */
    private void takeState(Reply reply) {
        if (reply.isRefusal(DENIED)) {
            memory.rememberThatStreamStateIsDenied();
        } else if (!reply.isRefusal("ERR")) {
            state = Optional.of(StreamState.of(reply));
        }
    }

    private List<Step> secondRound() {
        Reply found = group;
        if (query.metric().countsLag() && found != null) {
            lag = new LagCount(query, found, length.orElse(0), state, facts);
        }
        if (query.metric().countsPending() && pendingTold.isPresent()) {
            var count = new PendingCount(query, pendingTold.getAsLong(), pendingEnds, state);
            Optional.ofNullable(firstPending).ifPresent(count::takeFirst);
            pending = count;
        }
        return Stream.concat(
                        Stream.ofNullable(lag).flatMap(count -> count.steps().stream()),
                        Stream.ofNullable(pending).flatMap(count -> count.steps().stream()))
                .toList();
    }

    @Override
    public boolean isDone() {
        return next.isEmpty();
    }

    @Override
    public StreamCounts answer() {
        if (failed != null) {
            throw failed;
        }
        Optional<LagCount> behind = Optional.ofNullable(lag);
        Optional<PendingCount> given = Optional.ofNullable(pending);
        return new StreamCounts(
                length,
                query.metric().countsLag() ? OptionalLong.of(lag()) : OptionalLong.empty(),
                query.metric() == StreamMetric.LENGTH ? OptionalLong.empty() : OptionalLong.of(pending()),
                behind.filter(LagCount::isLowerBound).isPresent()
                        || given.filter(PendingCount::isLowerBound).isPresent(),
                given.map(PendingCount::idle).orElse(0L),
                Duration.ofMillis(given.map(PendingCount::oldestIdleMillis).orElse(0L)));
    }

    /** The first consumer of a group that is not there will be given all there is, or so it is for KEDA. */
    private long lag() {
        return lag != null ? lag.value() : length.orElse(0);
    }

    /** Where it is not known what the stream holds: never more than the entries that the group was given. */
    private long pending() {
        long told = pending != null
                ? pending.value()
                : Optional.ofNullable(group)
                        .flatMap(each -> each.field("pending"))
                        .map(Reply::number)
                        .orElse(0L);
        return state.isPresent() || query.metric() == StreamMetric.PENDING
                ? told
                : Math.min(told, Math.max(0, length.orElse(0) - lag()));
    }
}
