package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lag and the pending entries of a stream that is modelled entry by entry, with trims and deletions. */
class StreamCountPropertiesTest {

    private static final Key STREAM = Key.of("orders");

    static LongStream seeds() {
        Long one = Long.getLong("scaler4j.seed");
        return one == null ? LongStream.range(0, 100) : LongStream.of(one);
    }

    /** Entries 1-0 to n-0, of which the first were trimmed and some deleted singly. */
    private static final class Stream {

        final TreeSet<Long> there = new TreeSet<>();
        final long added;
        long largestDeleted;

        Stream(SplittableRandom random, int most) {
            added = random.nextInt(most);
            long trimmed = random.nextInt(3) == 0 ? random.nextLong(added + 1) : 0;
            for (long id = trimmed + 1; id <= added; id++) {
                there.add(id);
            }
            for (int i = random.nextInt(3) == 0 ? random.nextInt(5) : 0; i > 0 && !there.isEmpty(); i--) {
                long id = 1 + random.nextLong(added);
                if (there.remove(id)) {
                    largestDeleted = Math.max(largestDeleted, id);
                }
            }
        }

        Optional<StreamState> state() {
            return Optional.of(new StreamState(
                    there.size(),
                    OptionalLong.of(added),
                    Optional.of(new StreamId(largestDeleted, 0)),
                    there.isEmpty() ? Optional.empty() : Optional.of(new StreamId(there.first(), 0)),
                    there.isEmpty() ? Optional.empty() : Optional.of(new StreamId(there.last(), 0))));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Reply entries(long count) {
        return new Reply(Collections.nCopies((int) count, List.of()));
    }

    // ---- lag

    private static Reply group(long last, @Nullable Long lag) {
        return new Reply(Arrays.asList(bytes("last-delivered-id"), bytes(last + "-0"), bytes("lag"), lag));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLagIsExactOrALowerBoundThatSaysSo(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            var stream = new Stream(random, 60);
            long last = random.nextLong(stream.added + 1);
            long truth = stream.there.tailSet(last, false).size();
            boolean exact = random.nextBoolean();
            // a counter that lies is too high; one that the server does not know is nothing
            Long told = exact ? (Long) truth : random.nextBoolean() ? (Long) (truth + random.nextInt(20)) : null;
            var facts = exact ? new ServerFacts(true, true, true, 0) : ServerFacts.UNKNOWN;
            var query = new StreamQuery(STREAM, "billing", StreamMetric.LAG, 1 + random.nextInt(30), 0);
            var count = new LagCount(
                    query,
                    group(last, told),
                    stream.there.size(),
                    random.nextBoolean() ? stream.state() : Optional.empty(),
                    facts);
            for (Step step : count.steps()) {
                boolean behind = step.command().toString().contains("(" + last + "-0");
                long all = behind ? truth : stream.there.size() - truth;
                step.then().accept(entries(Math.min(all, query.countUpTo())));
            }
            String as = "seed %s, case %s: of %s, last %s, told %s".formatted(seed, i, stream.there, last, told);
            if (count.isLowerBound()) {
                assertThat(count.value()).as(as).isBetween((long) query.countUpTo(), truth);
            } else {
                assertThat(count.value()).as(as).isEqualTo(truth);
            }
        }
    }

    // ---- pending

    /** An entry that a consumer was given and has not acknowledged. */
    private record Pending(String consumer, long idleMillis) {}

    private static final class Group {

        final TreeMap<Long, Pending> pending = new TreeMap<>();
        final Stream stream;

        Group(SplittableRandom random, Stream stream) {
            this.stream = stream;
            int consumers = 1 + random.nextInt(4);
            for (long id = 1; id <= stream.added; id++) {
                if (random.nextInt(3) > 0) {
                    String consumer = "c" + random.nextInt(consumers);
                    boolean dead = consumer.equals("c1");
                    pending.put(id, new Pending(consumer, (dead ? 60_000 : 0) + random.nextInt(90_000)));
                }
            }
        }

        Optional<PendingCount.Ends> ends() {
            return pending.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PendingCount.Ends(
                            new StreamId(pending.firstKey(), 0), new StreamId(pending.lastKey(), 0)));
        }

        /** As a server answers it. */
        Reply answer(Command command) {
            List<String> words = List.of(command.toString().split(" "));
            if (words.get(0).equals("XRANGE")) {
                return entries(stream.there.contains(StreamId.of(words.get(2)).millis()) ? 1 : 0);
            }
            return words.get(0).equals("XINFO") ? consumers() : page(words);
        }

        private Reply consumers() {
            List<Object> all = new ArrayList<>();
            for (String name : new TreeSet<>(
                    pending.values().stream().map(Pending::consumer).toList())) {
                List<Pending> own = pending.values().stream()
                        .filter(each -> each.consumer().equals(name))
                        .toList();
                long idle = own.stream().mapToLong(Pending::idleMillis).min().orElse(0);
                all.add(List.of(bytes("name"), bytes(name), bytes("pending"), (long) own.size(), bytes("idle"), idle));
            }
            return new Reply(all);
        }

        private Reply page(List<String> words) {
            String from = words.get(3);
            boolean exclusive = from.startsWith("(");
            long first = StreamId.of(exclusive ? from.substring(1) : from).millis();
            List<Object> page = pending.tailMap(first, !exclusive).entrySet().stream()
                    .filter(entry ->
                            words.size() < 7 || entry.getValue().consumer().equals(words.get(6)))
                    .limit(Long.parseLong(words.get(5)))
                    .<Object>map(entry -> List.of(
                            bytes(entry.getKey() + "-0"),
                            bytes(entry.getValue().consumer()),
                            entry.getValue().idleMillis(),
                            1L))
                    .toList();
            return new Reply(page);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pendingEntriesThatAreGoneOrIdleAreNoWorkAndAllOthersAre(long seed) {
        var random = new SplittableRandom(seed);
        var stream = new Stream(random, seed % 10 == 0 ? 4_000 : 300);
        var group = new Group(random, stream);
        long idleMillis = random.nextBoolean() ? 60_000 : 0;
        var query = new StreamQuery(STREAM, "billing", StreamMetric.PENDING, 0, idleMillis);
        long truth = group.pending.entrySet().stream()
                .filter(entry -> stream.there.contains(entry.getKey()))
                .filter(entry -> idleMillis == 0 || entry.getValue().idleMillis() < idleMillis)
                .count();

        var count = new PendingCount(query, group.pending.size(), group.ends(), stream.state());
        for (List<Step> steps = count.steps(); !steps.isEmpty(); steps = count.steps()) {
            for (Step step : steps) {
                step.then().accept(group.answer(step.command()));
            }
        }
        assertThat(count.isLowerBound()).as("seed %s", seed).isFalse();
        assertThat(count.value() - count.idle()).as("seed %s", seed).isEqualTo(truth);
        assertThat(count.idle() == 0).as("seed %s", seed).isEqualTo(count.oldestIdleMillis() == 0);
    }
}
