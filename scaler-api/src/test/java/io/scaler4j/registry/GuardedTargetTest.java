package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.StatesFixture.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.FencedException;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.Seeds;
import io.scaler4j.VirtualTime;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What stands between a decision and the target: a moment, a saved state, a fence. */
class GuardedTargetTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final VirtualTime time = new VirtualTime(World.START.toString());
    private final StateStore store = StateStore.inMemory();
    private final AtomicBoolean mayWrite = new AtomicBoolean(true);
    private final World.Target target = new World.Target(5);
    private final String name = nameOfALateMoment();

    /** So that its write waits for most of the spread. */
    private static String nameOfALateMoment() {
        return List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m").stream()
                .filter(each -> GuardedTarget.momentOf(each) > 0.75)
                .findFirst()
                .orElseThrow();
    }

    private GuardedTarget guarded(StateStore states, Duration spread) {
        var parts = new RegistryParts(
                states,
                new SharedConnections(),
                mayWrite::get,
                spread,
                List.of(),
                time,
                time,
                Runnable::run,
                Runnable::run);
        return new GuardedTarget(name, target, new StateKeeper(name, states, time), parts);
    }

    private CompletableFuture<Void> write(GuardedTarget guarded, Decision decision) {
        return guarded.scaleToAsync(ScaleRequest.of(decision, time.instant(), TIMEOUT), Runnable::run)
                .toCompletableFuture();
    }

    @Test
    void aMomentIsFrom0UpTo1AndAlwaysTheSameForOneName() {
        Seeds.each((random, replay) -> {
            String any = Seeds.word(random, "abc-0123", random.nextInt(20));
            assertThat(GuardedTarget.momentOf(any))
                    .as(replay)
                    .isGreaterThanOrEqualTo(0)
                    .isLessThan(1)
                    .isEqualTo(GuardedTarget.momentOf(new String(any.toCharArray())));
        });
    }

    @Test
    void aWriteWaitsForItsMomentAndIsSavedBefore() throws Exception {
        var written = write(guarded(store, Duration.ofSeconds(1)), decision(1));
        Duration moment = Duration.ofNanos((long) (1e9 * GuardedTarget.momentOf(name)));
        time.advance(moment.minusNanos(1));
        assertThat(target.written()).isEmpty();
        assertThat(await(store.load(name))).isEmpty();

        time.advance(Duration.ofNanos(1));
        assertThat(written).isCompleted();
        assertThat(target.written()).containsExactly(decision(1).to());
        assertThat(await(store.load(name))).contains(SavedState.before(decision(1), time.instant()));
    }

    @Test
    void aLongSpreadTakesAQuarterOfTheTimeLimitAtMost() {
        write(guarded(store, Duration.ofHours(1)), decision(1));
        time.advance(TIMEOUT.dividedBy(4));
        assertThat(target.written()).hasSize(1);
    }

    @Test
    void withoutASpreadItWritesAtOnce() {
        assertThat(write(guarded(store, Duration.ZERO), decision(1))).isCompleted();
        assertThat(time.pending()).isZero();
    }

    @Test
    void withoutTheLeaseNothingIsSavedAndNothingIsWritten() throws Exception {
        mayWrite.set(false);
        var written = write(guarded(store, Duration.ZERO), decision(1));
        assertThatThrownBy(() -> await(written))
                .hasCauseInstanceOf(FencedException.class)
                .hasStackTraceContaining("this process may not write now; the holder of the lease does");
        assertThat(target.written()).isEmpty();
        assertThat(await(store.load(name))).isEmpty();
    }

    @Test
    void aLeaseThatIsLostWhileTheWriteWaitsFencesItToo() {
        var written = write(guarded(store, Duration.ofSeconds(1)), decision(1));
        mayWrite.set(false);
        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> await(written)).hasCauseInstanceOf(FencedException.class);
        assertThat(target.written()).isEmpty();
    }

    @Test
    void whatIsClosedWhileTheWriteWaitsIsNotWritten() {
        var guarded = guarded(store, Duration.ofSeconds(1));
        var written = write(guarded, decision(1));
        guarded.close();
        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> await(written))
                .hasCauseInstanceOf(ScaleTargetException.class)
                .hasStackTraceContaining("the autoscaler was closed meanwhile");
        assertThat(target.written()).isEmpty();
    }

    /** Keeps every save under way until told. */
    private static final class SlowStore implements StateStore {

        private final CompletableFuture<Void> saved = new CompletableFuture<>();

        @Override
        public CompletionStage<Optional<SavedState>> load(String autoscaler) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Void> save(String autoscaler, SavedState state) {
            return saved;
        }

        @Override
        public CompletionStage<Void> remove(String autoscaler) {
            return saved;
        }

        @Override
        public void close() {}
    }

    @Test
    void theWriteBeginsWhenTheStateIsSavedAndNotBefore() {
        var slow = new SlowStore();
        write(guarded(slow, Duration.ZERO), decision(1));
        assertThat(target.written()).isEmpty();
        slow.saved.complete(null);
        assertThat(target.written()).hasSize(1);
        assertThat(time.pending()).as("the timer of the limit").isZero();
    }

    @Test
    void aStoreThatFailsDoesNotHoldUpTheWrite() {
        var failing = new SlowStore();
        failing.saved.completeExceptionally(new StateStoreException("no space left"));
        assertThat(write(guarded(failing, Duration.ZERO), decision(1))).isCompleted();
        assertThat(target.written()).hasSize(1);
    }

    @Test
    void aStoreThatHangsHoldsUpTheWriteForASecond() {
        write(guarded(new SlowStore(), Duration.ZERO), decision(1));
        time.advance(GuardedTarget.SAVE_LIMIT.minusMillis(1));
        assertThat(target.written()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(target.written()).hasSize(1);
    }

    @Test
    void aWriteWhoseTimeIsOverIsNotBegun() {
        var slow = new SlowStore();
        var guarded = guarded(slow, Duration.ZERO);
        var late = ScaleRequest.of(decision(1), time.instant().minus(TIMEOUT.plusMillis(1)), TIMEOUT);
        var written = guarded.scaleToAsync(late, Runnable::run).toCompletableFuture();
        slow.saved.complete(null);
        assertThatThrownBy(() -> await(written))
                .hasCauseInstanceOf(TimeoutException.class)
                .hasStackTraceContaining("no time was left for the write");
        assertThat(target.written()).isEmpty();
    }

    @Test
    void countsAreThoseOfTheTargetAndSoIsTheText() throws Exception {
        var guarded = guarded(store, Duration.ZERO);
        assertThat(guarded.replicas()).isEqualTo(Replicas.of(5));
        assertThat(await(guarded.replicasAsync(ReadRequest.of(time.instant(), TIMEOUT), Runnable::run)))
                .isEqualTo(Replicas.of(5));
        assertThat(guarded).hasToString(target.toString());
        assertThatThrownBy(() -> guarded.scaleTo(1, decision(1))).isInstanceOf(UnsupportedOperationException.class);
    }
}
