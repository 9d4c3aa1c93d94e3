package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.World.INTERVAL;
import static io.scaler4j.registry.World.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Turn;
import io.scaler4j.VirtualTime;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.registry.World.LoadPlan;
import io.scaler4j.registry.World.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a registry says of itself, and what becomes of it at its edges. */
class RegistryPromisesTest {

    private final VirtualTime time = new VirtualTime(World.START.toString());
    private final AtomicInteger open = new AtomicInteger();
    private final LoadPlan fifty = new LoadPlan("lag", now -> 50, open);
    private final FlakyStore store = new FlakyStore();
    private final List<String> told = new ArrayList<>();
    private final AutoscalerRegistry registry = AutoscalerRegistry.builder()
            .stateStore(store)
            .writeSpread(Duration.ZERO)
            .time(time)
            .scheduler(time)
            .executor(Runnable::run)
            .blockingExecutor(Runnable::run)
            .observer(new AutoscalerObserver() {
                @Override
                public void turnEnded(Turn turn) {
                    told.add(turn.autoscaler());
                }
            })
            .build();

    /** A store in memory that fails when told. */
    private static final class FlakyStore implements StateStore {

        private final StateStore states = StateStore.inMemory();
        private boolean fails;
        private boolean closed;

        private <T> CompletionStage<T> unless(CompletionStage<T> stage) {
            return fails ? CompletableFuture.failedFuture(new StateStoreException("the disk is gone")) : stage;
        }

        @Override
        public CompletionStage<Optional<SavedState>> load(String autoscaler) {
            return unless(states.load(autoscaler));
        }

        @Override
        public CompletionStage<Void> save(String autoscaler, SavedState state) {
            return unless(states.save(autoscaler, state));
        }

        @Override
        public CompletionStage<Void> remove(String autoscaler) {
            return unless(states.remove(autoscaler));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @AfterEach
    void closeAndLeaveNothingOpen() {
        registry.close();
        assertThat(open).as("open triggers").hasValue(0);
        assertThat(time.pending()).as("timers").isZero();
        assertThat(store.closed).as("the store stays the caller's").isFalse();
    }

    private void apply(String name, Target target) throws Exception {
        await(registry.apply(spec(name, fifty).build(), target));
    }

    // ---- what it tells

    @Test
    void anEmptyRegistryKnowsNothing() {
        assertThat(registry.names()).isEmpty();
        assertThat(registry.turns()).isEmpty();
        assertThat(registry.spec("orders")).isEmpty();
        assertThat(registry.autoscaler("orders")).isEmpty();
        assertThat(registry).hasToString("registry of 0 autoscalers");
    }

    @Test
    void namesAndTurnsAreSortedCopies() throws Exception {
        for (String name : List.of("orders", "bills", "lines")) {
            apply(name, new Target(5));
        }
        var names = registry.names();
        time.advance(INTERVAL);
        var turns = registry.turns();
        await(registry.remove("bills"));

        assertThat(names).containsExactly("bills", "lines", "orders");
        assertThat(turns.keySet()).containsExactly("bills", "lines", "orders");
        assertThat(registry.names()).containsExactly("lines", "orders");
        assertThat(registry.turns().keySet()).containsExactly("lines", "orders");
        assertThat(registry).hasToString("registry of 2 autoscalers");
    }

    @Test
    void observersAreToldOfAllAutoscalers() throws Exception {
        apply("orders", new Target(5));
        apply("bills", new Target(5));
        time.advance(INTERVAL);
        assertThat(told).contains("orders", "bills");
        assertThat(registry.turns().get("bills").autoscaler()).isEqualTo("bills");
    }

    // ---- applying

    @Test
    void theSameSpecificationForAnotherTargetScalesThatOne() throws Exception {
        var old = new Target(5);
        apply("orders", old);
        time.advance(INTERVAL);
        var next = new Target(1);
        apply("orders", next);
        time.advance(INTERVAL);
        assertThat(next.written()).containsExactly(5);
        assertThat(old.written()).isEmpty();
        assertThat(open).hasValue(1);
    }

    @Test
    void aNameWhoseTriggerCannotBeOpenedStaysUnknown() {
        AutoscalerSpec broken = spec("orders", new World.BrokenPlan("broken")).build();
        assertThatThrownBy(() -> registry.apply(broken, new Target(1)))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThat(registry.names()).isEmpty();
        assertThat(store.states.load("orders").toCompletableFuture().join()).isEmpty();
    }

    @Test
    void aStoreThatCannotLoadDelaysNothing() throws Exception {
        store.fails = true;
        var target = new Target(1);
        apply("orders", target);
        time.advance(INTERVAL);
        assertThat(target.written()).containsExactly(5);
    }

    @Test
    void aStoreThatCannotForgetIsToldAndTheAutoscalerIsGoneAllTheSame() throws Exception {
        apply("orders", new Target(5));
        store.fails = true;
        var removed = registry.remove("orders").toCompletableFuture();
        assertThat(removed).isCompletedExceptionally();
        assertThat(registry.names()).isEmpty();
        assertThat(registry.autoscaler("orders")).isEmpty();
        assertThat(open).hasValue(0);
    }

    // ---- after a crash in the middle of a write

    /** A target whose count cannot be read until told. */
    private static final class Unreachable implements ScaleTarget {

        private final int replicas;
        private int reads;
        private boolean reachable;

        Unreachable(int replicas) {
            this.replicas = replicas;
        }

        @Override
        public Replicas replicas() {
            reads++;
            if (!reachable) {
                throw new IllegalStateException("no route to the cluster");
            }
            return Replicas.of(replicas);
        }

        @Override
        public void scaleTo(int count, Decision why) {}
    }

    @Test
    void untilTheTargetAnswersNothingIsDecidedAndItIsAskedAgainAtEachInterval() {
        var decision = StatesFixture.decision(0);
        store.save("orders", SavedState.before(decision, World.START));
        var target = new Unreachable(decision.to());
        var applied = registry.apply(spec("orders", fifty).build(), target).toCompletableFuture();
        time.advance(INTERVAL.multipliedBy(3));
        assertThat(target.reads).isEqualTo(4);
        assertThat(applied).isNotDone();
        assertThat(registry.autoscaler("orders")).as("while it begins").isEmpty();
        assertThat(registry.names()).containsExactly("orders");
        assertThat(told).isEmpty();

        target.reachable = true;
        time.advance(INTERVAL);
        assertThat(applied).isCompleted();
        assertThat(told).contains("orders");
    }

    @Test
    void closingWhileATargetIsWaitedForClosesItsTriggersAndKeepsItsState() throws Exception {
        SavedState saved = SavedState.before(StatesFixture.decision(0), World.START);
        store.save("orders", saved);
        registry.apply(spec("orders", fifty).build(), new Unreachable(5));
        assertThat(open).hasValue(1);
        var closed = registry.closeAsync().toCompletableFuture();
        time.advance(INTERVAL);
        assertThat(closed).isCompleted();
        assertThat(await(store.load("orders"))).contains(saved);
    }

    @Test
    void removingWhileATargetIsWaitedForEndsAndTheNameCanBeAppliedAgain() throws Exception {
        store.save("orders", SavedState.before(StatesFixture.decision(0), World.START));
        registry.apply(spec("orders", fifty).build(), new Unreachable(5));
        var removed = registry.remove("orders").toCompletableFuture();
        time.advance(INTERVAL);
        assertThat(removed).isCompleted();
        assertThat(open).as("triggers that stay open").hasValue(0);
        assertThat(registry.names()).isEmpty();
        assertThat(await(store.load("orders"))).isEmpty();

        var target = new Target(1);
        await(registry.apply(spec("orders", fifty).build(), target));
        time.advance(INTERVAL);
        assertThat(target.written()).containsExactly(5);
    }

    // ---- closing

    @Test
    void closingEndsNormallyEvenIfTheLastStateCannotBeSaved() throws Exception {
        apply("orders", new Target(5));
        time.advance(INTERVAL);
        store.fails = true;
        assertThat(registry.closeAsync().toCompletableFuture()).isCompleted();
    }

    @Test
    void closingWaitsForTheWriteThatIsUnderWayAndSoDoesASecondCall() throws Exception {
        var target = new Target(1).hanging();
        apply("orders", target);
        time.advance(Duration.ofMillis(1));
        var first = registry.closeAsync().toCompletableFuture();
        var second = registry.closeAsync().toCompletableFuture();
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        target.confirm();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    @Test
    void nobodyCanEndTheClosingOfOthers() throws Exception {
        var target = new Target(1).hanging();
        apply("orders", target);
        time.advance(Duration.ofMillis(1));
        registry.closeAsync().toCompletableFuture().complete(null);
        assertThat(registry.closeAsync().toCompletableFuture()).isNotDone();
        target.confirm();
    }

    @Test
    void aClosedRegistryTakesNothingMore() {
        registry.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> registry.apply(spec("orders", fifty).build(), new Target(1)))
                .withMessage("the registry is closed; build another one");
        assertThat(registry.names()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nullIsRefusedWithTheNameOfWhatIsMissing() {
        assertThatNullPointerException()
                .isThrownBy(() -> registry.apply(null, new Target(1)))
                .withMessageStartingWith("spec must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> registry.apply(spec("orders", fifty).build(), null))
                .withMessageStartingWith("target must not be null");
        assertThatThrownBy(() -> AutoscalerRegistry.builder()
                        .stateStore(null)
                        .writesWhile(null)
                        .writeSpread(null)
                        .observer(null)
                        .time(null)
                        .scheduler(null)
                        .executor(null)
                        .blockingExecutor(null)
                        .build())
                .isInstanceOfSatisfying(
                        InvalidConfigurationException.class,
                        e -> assertThat(e.problems())
                                .hasSize(8)
                                .extracting(sentence -> sentence.split(" ", 2)[0])
                                .containsExactly(
                                        "stateStore",
                                        "writesWhile",
                                        "writeSpread",
                                        "observer",
                                        "time",
                                        "scheduler",
                                        "executor",
                                        "blockingExecutor"));
    }
}
