package io.scaler4j.kafka;

import static io.scaler4j.kafka.KafkaCalls.answerOf;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;

import io.scaler4j.connect.TimeLimit;
import io.scaler4j.kafka.LagQuery.GroupKind;
import io.scaler4j.kafka.OffsetReader.Wanted;
import io.scaler4j.kafka.TopicMetadata.Described;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One round of reading: what many queries ask for, with as few requests as brokers allow. Positions of groups come
 * first and ends of logs afterwards: what happens in between makes lag a little too large, and never negative.
 *
 * <p>Each step waits for all answers to the one before, which is what lets the queries share requests. So that a part
 * of a cluster that does not answer leaves time for the rest, a step takes no more than half of what is left. Used
 * once.
 */
final class OffsetBatch {

    /** What takes longer is as well asked for again. */
    private static final int LONGEST_STEP_MILLIS = 5_000;

    private final KafkaCalls calls;
    private final List<LagQueryRun> runs;
    private final Instant now;
    private final TimeLimit limit;
    private final long number;
    private final Set<LagQuery> again = ConcurrentHashMap.newKeySet();

    /** Which ends of logs are meant. */
    private record LogKey(IsolationLevel isolation, Duration olderThan) {
        static LogKey of(LagQueryRun run) {
            return new LogKey(run.query().isolation(), run.query().olderThan());
        }
    }

    OffsetBatch(KafkaCalls calls, Collection<LagQuery> queries, Instant now, TimeLimit limit) {
        this.calls = calls;
        this.runs = queries.stream().map(LagQueryRun::new).toList();
        this.now = now;
        this.limit = limit;
        this.number = calls.nextNumber();
    }

    private int stepMillis() {
        return limit.stepMillis(LONGEST_STEP_MILLIS);
    }

    /** Begins; each answer comes when its part of the round is over, good or bad. */
    Map<LagQuery, CompletionStage<OffsetSnapshot>> begin() {
        CompletableFuture.completedFuture(null)
                .thenCompose(begun -> askForTopics())
                .thenCompose(found -> describeTopics())
                .thenCompose(described -> askForPositions())
                .thenCompose(positioned -> askForPolicies())
                .thenCompose(known -> askForLogs())
                .whenComplete((done, thrown) -> failOpen(thrown));
        return runs.stream().collect(toMap(LagQueryRun::query, LagQueryRun::answer));
    }

    // ---- topics

    /** For groups whose topics are not named: all that they have committed, and their members. */
    private CompletionStage<Void> askForTopics() {
        List<CompletionStage<?>> steps = new ArrayList<>();
        for (GroupKind kind : GroupKind.values()) {
            List<LagQueryRun> some =
                    open(each -> each.query().kind() == kind && each.query().discovers());
            steps.add(askForPositions(kind, some, groups(some), run -> Wanted.ALL));
            steps.add(askForStates(kind, some));
        }
        return all(steps);
    }

    private CompletionStage<Void> describeTopics() {
        Set<String> names = open().flatMap(each -> each.topics().stream()).collect(toSet());
        Map<String, CompletableFuture<Described>> answers = calls.topics().describe(names, now, stepMillis());
        return all(List.of(all(answers.values()), askForHiddenTopics()))
                .thenRun(() -> each(open().toList(), run -> run.scope(answers)));
    }

    private CompletionStage<Void> askForHiddenTopics() {
        List<LagQueryRun> some = open(LagQueryRun::mayHaveHiddenTopics);
        return some.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : calls.topics()
                        .hiddenTopics(now, stepMillis())
                        .thenAccept(reason -> each(some, run -> run.hiddenTopics(reason)));
    }

    // ---- positions

    private CompletionStage<Void> askForPositions() {
        List<CompletionStage<?>> steps = new ArrayList<>();
        for (GroupKind kind : GroupKind.values()) {
            List<LagQueryRun> some =
                    open(each -> each.query().kind() == kind && !each.query().discovers());
            Map<String, List<LagQueryRun>> byGroup =
                    some.stream().collect(groupingBy(each -> each.query().group()));
            steps.add(askForPositions(kind, some, byGroup.keySet(), group -> wanted(answerOf(group, byGroup))));
            steps.add(askForStates(kind, some));
        }
        return all(steps).thenCompose(positioned -> askForKinds());
    }

    /** A group of another kind has no commits either, and would be taken for one that has never run. */
    private CompletionStage<Void> askForKinds() {
        List<CompletionStage<?>> steps = new ArrayList<>();
        for (GroupKind kind : GroupKind.values()) {
            List<LagQueryRun> some = open(each -> each.query().kind() == kind && each.wantsKind());
            Set<String> unchecked = calls.states().unchecked(kind, groups(some), now);
            if (!unchecked.isEmpty()) {
                var answers = calls.states().of(kind, unchecked, now, stepMillis());
                steps.add(all(answers.values())
                        .thenRun(() -> each(
                                some,
                                run -> Optional.ofNullable(
                                                answers.get(run.query().group()))
                                        .ifPresent(run::kind))));
            }
        }
        return all(steps).thenRun(() -> each(open().toList(), LagQueryRun::failIfRefused));
    }

    private CompletionStage<Void> askForPolicies() {
        List<LagQueryRun> some = open(LagQueryRun::wantsPolicy);
        if (some.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var answers = calls.policies().of(groups(some), now, stepMillis());
        return all(answers.values())
                .thenRun(() -> each(
                        some,
                        run -> run.policy(answerOf(run.query().group(), answers).join())));
    }

    private CompletionStage<Void> askForPositions(
            GroupKind kind, List<LagQueryRun> some, Set<String> groups, Function<String, Wanted> wanted) {
        Map<String, Wanted> questions = groups.stream().collect(toMap(group -> group, wanted));
        var answers = calls.offsets().positions(kind, questions, stepMillis());
        return all(answers.values())
                .thenRun(() ->
                        each(some, run -> run.positions(answerOf(run.query().group(), answers))));
    }

    private CompletionStage<Void> askForStates(GroupKind kind, List<LagQueryRun> some) {
        List<LagQueryRun> curious =
                some.stream().filter(each -> each.query().members()).toList();
        if (curious.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var answers = calls.states().of(kind, groups(curious), now, stepMillis());
        return all(answers.values())
                .thenRun(() ->
                        each(curious, run -> run.state(answerOf(run.query().group(), answers))));
    }

    private static Wanted wanted(List<LagQueryRun> runs) {
        if (runs.size() == 1) {
            return new Wanted(runs.get(0).partitions(), false);
        }
        return new Wanted(
                runs.stream().flatMap(each -> each.partitions().stream()).collect(toSet()), false);
    }

    // ---- logs

    /** Each query is answered when its own topics have been, so that none waits for a log that has no leader. */
    private CompletionStage<Void> askForLogs() {
        Map<IsolationLevel, Map<String, CompletableFuture<LogOffsets>>> latest = new HashMap<>();
        open().collect(groupingBy(each -> each.query().isolation()))
                .forEach((isolation, some) ->
                        latest.put(isolation, logs(LagQueryRun::wantedEnds, some, OffsetSpec.latest(), isolation)));
        List<CompletionStage<?>> answers = new ArrayList<>();
        open().collect(groupingBy(LogKey::of)).forEach((key, some) -> {
            var ends = answerOf(key.isolation(), latest);
            var due = dueOf(key, some, ends);
            for (LagQueryRun run : some) {
                CompletableFuture<LogOffsets> end = run.ofItsTopics(ends);
                answers.add(end.thenCombine(run.ofItsTopics(due), (told, last) -> {
                            run.logs(told, last);
                            return run.wantsMore() ? null : answer(run, LogOffsets.NONE, LogOffsets.NONE);
                        })
                        .exceptionally(thrown -> failOne(run, thrown)));
            }
        });
        return all(answers).thenCompose(answered -> askForMoreOfLogs()).thenCompose(answered -> askAgain());
    }

    /** What the ends left open, for all queries together: they come first, since most groups are near them. */
    private CompletionStage<Void> askForMoreOfLogs() {
        List<LagQueryRun> some = open(run -> !again.contains(run.query()));
        var starts = logs(LagQueryRun::wantedStarts, some, OffsetSpec.earliest(), READ_UNCOMMITTED);
        var written = logs(LagQueryRun::wantedWrittenEnds, some, OffsetSpec.latest(), READ_UNCOMMITTED);
        List<CompletionStage<?>> answers = new ArrayList<>();
        for (LagQueryRun run : some) {
            answers.add(run.ofItsTopics(starts)
                    .thenCombine(run.ofItsTopics(written), (first, last) -> answer(run, first, last))
                    .exceptionally(thrown -> failOne(run, thrown)));
        }
        return all(answers);
    }

    private Map<String, CompletableFuture<LogOffsets>> dueOf(
            LogKey key, List<LagQueryRun> some, Map<String, CompletableFuture<LogOffsets>> ends) {
        if (key.olderThan().isZero()) {
            return ends;
        }
        var young =
                logs(LagQueryRun::wantedEnds, some, OffsetReader.after(now.minus(key.olderThan())), key.isolation());
        return young.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        topic -> topic.getValue().thenCombine(answerOf(topic.getKey(), ends), LogOffsets::orElse)));
    }

    private Map<String, CompletableFuture<LogOffsets>> logs(
            Function<LagQueryRun, List<TopicPartition>> wanted,
            List<LagQueryRun> some,
            OffsetSpec spec,
            IsolationLevel level) {
        var logs = new WantedLogs();
        some.forEach(run -> logs.add(wanted.apply(run)));
        return calls.offsets().logOffsets(logs, spec, level, now, stepMillis());
    }

    // ---- answers

    /** A topic that may not be any more as it was described before is described again. */
    private @Nullable Void answer(LagQueryRun run, LogOffsets starts, LogOffsets written) {
        Set<String> outdated = run.outdatedTopics(now);
        if (outdated.isEmpty()) {
            run.answer(number, now, starts, written);
        } else {
            outdated.forEach(calls.topics()::forget);
            again.add(run.query());
        }
        return null;
    }

    /** All at once, and once only: what is described in this round is not outdated. */
    private CompletionStage<Void> askAgain() {
        if (again.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var answers = new OffsetBatch(calls, again, now, limit).begin();
        List<LagQueryRun> waiting = open(run -> again.contains(run.query()));
        waiting.forEach(run -> run.answerLike(answerOf(run.query(), answers)));
        return all(waiting.stream().map(LagQueryRun::answer).toList());
    }

    private static @Nullable Void failOne(LagQueryRun run, Throwable thrown) {
        run.fail(thrown);
        return null;
    }

    private void failOpen(@Nullable Throwable thrown) {
        Throwable reason = thrown == null ? new IllegalStateException("the round ended without an answer") : thrown;
        open().forEach(run -> run.fail(reason));
    }

    // ---- helpers

    private Stream<LagQueryRun> open() {
        return runs.stream().filter(LagQueryRun::isOpen);
    }

    private List<LagQueryRun> open(Predicate<LagQueryRun> which) {
        return open().filter(which).toList();
    }

    /** One that goes wrong fails alone. */
    static void each(List<LagQueryRun> runs, Consumer<LagQueryRun> step) {
        for (LagQueryRun run : runs) {
            try {
                step.accept(run);
            } catch (RuntimeException e) {
                run.fail(e);
            }
        }
    }

    private static Set<String> groups(List<LagQueryRun> runs) {
        return runs.stream().map(each -> each.query().group()).collect(toSet());
    }

    /** When all have ended, good or bad. */
    private static CompletableFuture<Void> all(Collection<? extends CompletionStage<?>> stages) {
        return CompletableFuture.allOf(stages.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new))
                .handle((done, thrown) -> null);
    }
}
