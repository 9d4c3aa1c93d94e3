package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.testservers.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue on a virtual scheduler: each key once, never twice at a time, failures with growing pauses. */
class WorkQueueTest {

    private static final int AT_ONCE = 3;

    private final CapturedLog log = CapturedLog.of(ScaledObjectController.class.getName());
    private final VirtualWorld world = new VirtualWorld();
    /** Work that began, with what ends it. */
    private final Map<String, CompletableFuture<Void>> running = new HashMap<>();

    private final List<String> begun = new ArrayList<>();
    private final WorkQueue queue = queue(this::begin);

    @AfterEach
    void close() {
        log.close();
    }

    private WorkQueue queue(Function<String, CompletionStage<Void>> work) {
        return new WorkQueue(work, AT_ONCE, task -> world.after(0, task), world.scheduler());
    }

    private CompletionStage<Void> begin(String key) {
        begun.add(key);
        var end = new CompletableFuture<Void>();
        assertThat(running.put(key, end)).as("%s at a time", key).isNull();
        return end;
    }

    private void end(String key) {
        running.remove(key).complete(null);
        now();
    }

    private void fail(String key) {
        running.remove(key).completeExceptionally(new CompletionException(new IllegalStateException("refused")));
        now();
    }

    private void now() {
        world.runUntil(world.now);
    }

    private void pass(Duration time) {
        world.runUntil(world.now + time.toNanos());
    }

    @Test
    void aKeyThatIsAddedOftenIsWorkedOnOnce() {
        IntStream.range(0, 5).forEach(time -> queue.add("a"));
        now();
        assertThat(begun).containsExactly("a");
        end("a");
        assertThat(begun).containsExactly("a");
        assertThat(queue.size()).isZero();
    }

    @Test
    void aKeyThatChangesWhileItIsWorkedOnComesOnceMoreAfterwards() {
        queue.add("a");
        now();
        queue.add("a");
        queue.add("a");
        now();
        assertThat(begun).containsExactly("a");
        end("a");
        assertThat(begun).containsExactly("a", "a");
        end("a");
        assertThat(begun).hasSize(2);
    }

    @Test
    void aFewAreWorkedOnSideBySideAndTheOthersWaitInTheirOrder() {
        List.of("a", "b", "c", "d", "e").forEach(queue::add);
        now();
        assertThat(running).containsOnlyKeys("a", "b", "c");
        assertThat(queue.size()).isEqualTo(5);
        end("b");
        assertThat(running).containsOnlyKeys("a", "c", "d");
        end("a");
        assertThat(begun).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aFailureComesAgainAfterPausesThatGrowUpTo2MinutesAndASuccessForgetsThem() {
        queue.add("a");
        now();
        Duration pause = Duration.ofMillis(200);
        for (int failure = 0; failure < 12; failure++) {
            fail("a");
            pass(pause.minusMillis(1));
            assertThat(begun).as("before %s are over", pause).hasSize(failure + 1);
            pass(Duration.ofMillis(1));
            assertThat(begun).hasSize(failure + 2);
            pause = pause.multipliedBy(2).compareTo(Duration.ofMinutes(2)) < 0
                    ? pause.multipliedBy(2)
                    : Duration.ofMinutes(2);
        }
        end("a");
        queue.add("a");
        now();
        fail("a");
        pass(Duration.ofMillis(200));
        assertThat(running).containsOnlyKeys("a");
        assertThat(WorkQueue.pause(10_000)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aChangeOfAFailedKeyDoesNotWaitForThePause() {
        queue.add("a");
        now();
        fail("a");
        queue.add("a");
        now();
        assertThat(begun).hasSize(2);
    }

    @Test
    void oneThatFailsHoldsUpNoOther() {
        queue.add("bad");
        now();
        for (int round = 0; round < 20; round++) {
            fail("bad");
            String key = "good-" + round;
            queue.add(key);
            now();
            end(key);
            pass(Duration.ofMinutes(2));
        }
        assertThat(begun).hasSize(41);
    }

    @Test
    void workThatThrowsIsAFailureTooAndIsToldInASentence() {
        var attempts = new ArrayList<String>();
        try (var throwing = queue(key -> {
            attempts.add(key);
            if (attempts.size() == 1) {
                throw new IllegalStateException("the text is odd");
            }
            if (attempts.size() == 2) {
                throw new NoClassDefFoundError("io/example/Missing");
            }
            return CompletableFuture.completedFuture(null);
        })) {
            throwing.add("shop/orders");
            pass(Duration.ofSeconds(1));
            assertThat(attempts).hasSize(3);
            assertThat(throwing.size()).isZero();
            assertThat(log.text())
                    .contains("shop/orders: tried again in 200 ms: the text is odd")
                    .contains("shop/orders: tried again in 400 ms: io/example/Missing");
        }
    }

    @Test
    void theReasonIsTheCauseAndNotTheWrapperOfAFuture() {
        queue.add("a");
        now();
        fail("a");
        assertThat(log.text()).contains("a: tried again in 200 ms: refused").doesNotContain("CompletionException");
    }

    @Test
    void afterItsEndNothingBegins() {
        List.of("a", "b", "c", "d").forEach(queue::add);
        now();
        fail("a");
        queue.close();
        end("b");
        queue.add("e");
        pass(Duration.ofHours(1));
        assertThat(begun).containsExactly("a", "b", "c", "d");
        end("c");
        end("d");
        assertThat(queue.size()).isZero();
    }

    /** What was added is worked on afterwards, whatever else happens: no change is lost. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noChangeIsLostInAnyOrderOfEvents(long seed) {
        var random = new SplittableRandom(seed);
        var changedAt = new HashMap<String, Long>();
        var begunAt = new HashMap<String, Long>();
        for (int step = 1; step < 3_000; step++) {
            long now = step;
            int from = begun.size();
            String key = "k" + random.nextInt(8);
            if (random.nextInt(3) > 0) {
                changedAt.put(key, now);
                queue.add(key);
            } else if (running.containsKey(key)) {
                if (random.nextBoolean()) {
                    end(key);
                } else {
                    fail(key);
                }
            }
            pass(Duration.ofMillis(random.nextInt(100)));
            assertThat(running).hasSizeLessThanOrEqualTo(AT_ONCE);
            begun.subList(from, begun.size()).forEach(each -> begunAt.put(each, now));
        }
        for (int round = 0; round < 20; round++) {
            int from = begun.size();
            List.copyOf(running.keySet()).forEach(this::end);
            pass(WorkQueue.LONGEST_PAUSE);
            begun.subList(from, begun.size()).forEach(each -> begunAt.put(each, Long.MAX_VALUE));
        }
        assertThat(running).isEmpty();
        assertThat(queue.size()).isZero();
        changedAt.forEach((key, at) ->
                assertThat(begunAt.get(key)).as("seed %s, %s", seed, key).isGreaterThanOrEqualTo(at));
    }
}
