package io.scaler4j.kafka;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.kafka.TopicMetadata.Described;
import io.scaler4j.metric.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What a query makes of answers that a broker at hand gives hardly ever. */
class LagQueryRunTest {

    private static final Instant NOW = Snapshots.NOW;
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final CompletableFuture<GroupState> BROKEN = failedFuture(new DisconnectException("describe broke"));

    private final LagOptions options = new LagOptions();

    @Test
    void aGroupThatHidesItsMembersAndHasNoCommitIsAFailureAndNoLagOfZero() {
        LagQueryRun run = run();
        run.positions(completedFuture(Map.of()));
        run.state(BROKEN);
        run.scope(Map.of());

        assertThat(answerTo(run)).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.UNAVAILABLE);
            assertThat(failure.cause()).isInstanceOf(DisconnectException.class).hasMessage("describe broke");
        });
    }

    @Test
    void aGroupThatHidesItsMembersAndHasCommitsHasAtLeastTheirLag() {
        LagQueryRun run = run();
        run.positions(completedFuture(Map.of(ORDERS_0, Position.committed(3))));
        run.state(BROKEN);
        run.scope(described(ORDERS_0));

        assertThat(answerTo(run)).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.activationValue()).isEqualTo(7);
            assertThat(value.isLowerBound()).isTrue();
        });
    }

    @Test
    void whereTopicsAreNamedTheMembersMatterForNoNumber() {
        options.topics = List.of("orders");
        LagQueryRun run = run();
        run.scope(described(ORDERS_0));
        run.positions(completedFuture(Map.of(ORDERS_0, Position.committed(3))));
        run.state(BROKEN);

        assertThat(answerTo(run))
                .isInstanceOfSatisfying(
                        Reading.Value.class,
                        value -> assertThat(value.isLowerBound()).isFalse());
    }

    @Test
    void aGroupThatDoesNotExistHasNobodyInIt() {
        LagQueryRun run = run();
        run.positions(completedFuture(Map.of()));
        run.state(GroupStates.orNobody(failedFuture(new GroupIdNotFoundException("no such group"))));
        run.scope(Map.of());

        assertThat(answerTo(run)).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.milli()).isZero();
            assertThat(value.isLowerBound()).isFalse();
            assertThat(value.details()).containsEntry("members", 0.0);
        });
        assertThat(GroupStates.orNobody(BROKEN)).isCompletedExceptionally();
    }

    @Test
    void aGroupOfTheClassicProtocolWhoseMembersAreNoConsumersIsAFailureThatSaysSo() {
        LagQueryRun run = run();
        run.positions(completedFuture(Map.of()));
        run.state(CompletableFuture.<GroupState>failedFuture(
                        new IllegalArgumentException("GroupId billing is not a consumer group (connect)."))
                .exceptionally(GroupStates::understood));

        assertThat(reading(run)).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.MISCONFIGURED);
            assertThat(failure.message()).contains("\"billing\"", "(connect)", "Kafka Connect");
        });
    }

    @Test
    void aTopicThatAStableGroupHasLeftDoesNotCount() {
        assertThat(topicsWith(new GroupState(1, false, Set.of("parcels")))).containsExactly("parcels");
        assertThat(topicsWith(new GroupState(1, true, Set.of("parcels"))))
                .as("rebalancing")
                .containsExactly("orders", "parcels");
        assertThat(topicsWith(new GroupState(1, false, Set.of("parcels"), Set.of("orders"))))
                .as("it had it a moment ago, and another member may be about to take it")
                .containsExactly("orders", "parcels");
        assertThat(topicsWith(new GroupState(1, false, Set.of())))
                .as("nothing is told of what it reads")
                .containsExactly("orders");
        assertThat(topicsWith(GroupState.NOBODY)).as("no consumer").containsExactly("orders");
    }

    private Set<String> topicsWith(GroupState state) {
        LagQueryRun run = run();
        run.positions(completedFuture(Map.of(ORDERS_0, Position.committed(3))));
        run.state(completedFuture(state));
        return run.topics();
    }

    @Test
    void aTopicThatMayNotBeLookedAtMakesTheLagOfTheOthersALowerBound() {
        LagQueryRun run = run();
        run.positions(completedFuture(Map.of(ORDERS_0, Position.committed(3))));
        run.state(completedFuture(new GroupState(1, false, Set.of("orders", "secret"))));
        Map<String, CompletableFuture<Described>> answers = new HashMap<>(described(ORDERS_0));
        answers.put("secret", failedFuture(new TopicAuthorizationException("secret")));
        run.scope(answers);

        assertThat(answerTo(run)).isInstanceOfSatisfying(Reading.Value.class, value -> {
            assertThat(value.activationValue()).isEqualTo(7);
            assertThat(value.isLowerBound()).isTrue();
            assertThat(value.details()).containsEntry("deniedTopics", 1.0);
        });
    }

    @Test
    void aTopicWithoutPartitionsFailsItsOwnQueryAlone() {
        options.topics = List.of("hollow");
        LagQueryRun hollow = run();
        options.topics = List.of("orders");
        LagQueryRun neighbour = run();
        Map<String, CompletableFuture<Described>> answers = Map.of(
                "hollow", completedFuture(new Described(List.of(), NOW)),
                "orders", completedFuture(new Described(List.of(ORDERS_0), NOW)));

        OffsetBatch.each(List.of(hollow, neighbour), run -> run.scope(answers));

        assertThat(reading(hollow)).isInstanceOfSatisfying(Reading.Failure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Reading.Failure.Kind.MISCONFIGURED);
            assertThat(failure.message()).contains("topic \"hollow\" has no partitions");
        });
        assertThat(neighbour.partitions()).containsExactly(ORDERS_0);
    }

    @Test
    void aTopicWhoseCommitIsNotToldAnyMoreIsDescribedAnew() {
        options.topics = List.of("orders");
        LagQueryRun run = run();
        run.scope(described(ORDERS_0));
        run.positions(completedFuture(Map.of()));

        assertThat(run.outdatedTopics(NOW.plusSeconds(5))).containsExactly("orders");
        assertThat(run.outdatedTopics(NOW)).as("was just now").isEmpty();
    }

    @Test
    void aShareGroupWhoseLagIsNotToldNeedsNewerBrokers() {
        options.topics = List.of("orders");
        options.kind = LagQuery.GroupKind.SHARE;
        LagQueryRun run = run();
        run.scope(described(ORDERS_0));
        run.positions(completedFuture(Map.of()));

        assertThat(answerTo(run))
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.message()).contains("from version 4.2 on"));
    }

    @Test
    void aQueryThatGoesWrongDoesNotStopItsNeighbours() {
        LagQueryRun wrong = run();
        LagQueryRun neighbour = run();

        OffsetBatch.each(List.of(wrong, neighbour), run -> {
            if (run == wrong) {
                throw new IllegalStateException("unforeseen");
            }
            run.positions(completedFuture(Map.of(ORDERS_0, Position.committed(3))));
        });

        assertThat(wrong.answer()).isCompletedExceptionally();
        assertThat(neighbour.topics()).isEqualTo(Set.of("orders"));
    }

    private LagQueryRun run() {
        options.group = "billing";
        return new LagQueryRun(options.query());
    }

    private Reading answerTo(LagQueryRun run) {
        var ends = new LogOffsets(Map.of(ORDERS_0, 10L), Map.of());
        run.logs(ends, ends);
        run.answer(1, NOW, LogOffsets.NONE, LogOffsets.NONE);
        return reading(run);
    }

    private Reading reading(LagQueryRun run) {
        try {
            return GroupLag.of(run.answer().join(), options.rules(), LagMemory.EMPTY)
                    .reading();
        } catch (CompletionException e) {
            return ReadFailures.of(e, run.query(), "Kafka at broker:9092");
        }
    }

    private static Map<String, CompletableFuture<Described>> described(TopicPartition partition) {
        return Map.of(partition.topic(), completedFuture(new Described(List.of(partition), NOW)));
    }
}
