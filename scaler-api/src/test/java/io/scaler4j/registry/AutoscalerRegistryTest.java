package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.await;
import static io.scaler4j.registry.World.INTERVAL;
import static io.scaler4j.registry.World.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.Turn;
import io.scaler4j.VirtualTime;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.World.LoadPlan;
import io.scaler4j.registry.World.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutoscalerRegistryTest {

    private final VirtualTime time = new VirtualTime(World.START.toString());
    private final StateStore store = StateStore.inMemory();
    private final AtomicBoolean mayWrite = new AtomicBoolean(true);
    private final AtomicInteger open = new AtomicInteger();
    private final LoadPlan fifty = new LoadPlan("lag", now -> 50, open);
    private final LoadPlan ninety = new LoadPlan("lag", now -> 90, open);
    private AutoscalerRegistry registry = registry();

    private AutoscalerRegistry registry() {
        return AutoscalerRegistry.builder()
                .stateStore(store)
                .writesWhile(mayWrite::get)
                .writeSpread(Duration.ZERO)
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .blockingExecutor(Runnable::run)
                .build();
    }

    @AfterEach
    void closeAndLeaveNothingOpen() {
        registry.close();
        assertThat(open).hasValue(0);
    }

    private ScalingState saved(String name) throws Exception {
        return await(store.load(name)).orElseThrow().state();
    }

    @Test
    void runsWhatIsApplied() throws Exception {
        var target = new Target(1);
        await(registry.apply(spec("orders", fifty).build(), target));
        time.advance(INTERVAL);

        assertThat(target.written()).containsExactly(5);
        assertThat(registry.names()).containsExactly("orders");
        assertThat(registry.turns()).containsOnlyKeys("orders");
        assertThat(registry.turns().get("orders").outcome()).isEqualTo(new Turn.Unchanged());
        assertThat(saved("orders")).isEqualTo(registry.turns().get("orders").next());
    }

    @Test
    void anEqualSpecificationDoesNothing() throws Exception {
        var target = new Target(1);
        await(registry.apply(spec("orders", fifty).build(), target));
        var running = registry.autoscaler("orders").orElseThrow();
        await(registry.apply(spec("orders", fifty).build(), target));

        assertThat(registry.autoscaler("orders")).containsSame(running);
        assertThat(open).hasValue(1);
    }

    @Test
    void aChangedSpecificationGoesOnWithStateAndControl() throws Exception {
        var target = new Target(1);
        await(registry.apply(spec("orders", fifty).build(), target));
        time.advance(INTERVAL);
        registry.autoscaler("orders").orElseThrow().pauseScaleIn();
        ScalingState before = registry.autoscaler("orders").orElseThrow().state();
        await(registry.apply(spec("orders", ninety).build(), target));

        var after = registry.autoscaler("orders").orElseThrow();
        assertThat(after.state()).isEqualTo(before);
        assertThat(after.control().isScaleInPaused()).isTrue();
        assertThat(open).hasValue(1);
        time.advance(INTERVAL);
        assertThat(target.written()).containsExactly(5, 9);
    }

    @Test
    void aControlThatChangesInTheSpecificationWins() throws Exception {
        var target = new Target(5);
        await(registry.apply(spec("orders", fifty).build(), target));
        registry.autoscaler("orders").orElseThrow().pause();
        await(registry.apply(
                spec("orders", fifty).control(Control.none().pauseScaleOut()).build(), target));

        assertThat(registry.autoscaler("orders").orElseThrow().control())
                .isEqualTo(Control.none().pauseScaleOut());
    }

    @Test
    void theNewAutoscalerBeginsAfterTheLastWriteOfTheOld() throws Exception {
        var target = new Target(1).hanging();
        await(registry.apply(spec("orders", fifty).build(), target));
        time.advance(Duration.ofMillis(1));
        assertThat(target.underWay()).isEqualTo(1);

        var applied = registry.apply(spec("orders", ninety).build(), target).toCompletableFuture();
        time.advance(Duration.ofSeconds(1));
        assertThat(applied).isNotDone();
        assertThat(target.written()).containsExactly(5);

        target.confirm();
        await(applied);
        time.advance(INTERVAL.multipliedBy(2)); // until the rate of growth allows it
        target.confirm();
        assertThat(target.written()).containsExactly(5, 9);
    }

    @Test
    void aNameThatIsRemovedAndAppliedAgainHasOneWriterToo() throws Exception {
        var target = new Target(1).hanging();
        await(registry.apply(spec("orders", fifty).build(), target));
        time.advance(Duration.ofMillis(1));
        var removed = registry.remove("orders").toCompletableFuture();
        assertThat(registry.names()).isEmpty();
        var applied = registry.apply(spec("orders", ninety).build(), target).toCompletableFuture();
        assertThat(applied).isNotDone();
        target.confirm();
        await(removed);
        await(applied);

        assertThat(registry.names()).containsExactly("orders");
        assertThat(registry.autoscaler("orders").orElseThrow().state()).isEqualTo(ScalingState.initial());
    }

    @Test
    void removingForgetsTheState() throws Exception {
        await(registry.apply(spec("orders", fifty).build(), new Target(1)));
        time.advance(INTERVAL);
        await(registry.remove("orders"));
        await(registry.remove("never there"));

        assertThat(await(store.load("orders"))).isEmpty();
        assertThat(registry.names()).isEmpty();
        assertThat(open).hasValue(0);
    }

    @Test
    void closingKeepsTheStates() throws Exception {
        await(registry.apply(spec("orders", fifty).build(), new Target(1)));
        time.advance(INTERVAL);
        ScalingState last = registry.autoscaler("orders").orElseThrow().state();
        registry.close();
        registry = registry();
        await(registry.apply(spec("orders", fifty).build(), new Target(5)));

        assertThat(registry.autoscaler("orders").orElseThrow().state()).isEqualTo(last);
        assertThat(time.pending()).as("timers that closing left").isEqualTo(1);
    }

    @Test
    void aLostLeaseFencesWrites() throws Exception {
        var target = new Target(1);
        mayWrite.set(false);
        await(registry.apply(spec("orders", fifty).build(), target));
        time.advance(INTERVAL);
        assertThat(target.written()).isEmpty();
        assertThat(registry.turns().get("orders").outcome())
                .isInstanceOfSatisfying(
                        Turn.NotWritten.class, it -> assertThat(it.cause()).isEqualTo(Turn.Cause.FENCED));

        mayWrite.set(true);
        time.advance(INTERVAL);
        assertThat(target.written()).containsExactly(5);
    }

    @Test
    void eachOfSeveralFencesStopsWrites() throws Exception {
        var alsoMayWrite = new AtomicBoolean(true);
        var target = new Target(1);
        try (var both = AutoscalerRegistry.builder()
                .writesWhile(mayWrite::get)
                .writesWhile(alsoMayWrite::get)
                .writeSpread(Duration.ZERO)
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .blockingExecutor(Runnable::run)
                .build()) {
            mayWrite.set(false);
            await(both.apply(spec("orders", fifty).build(), target));
            time.advance(INTERVAL);
            mayWrite.set(true);
            alsoMayWrite.set(false);
            time.advance(INTERVAL);
            assertThat(target.written()).isEmpty();
            alsoMayWrite.set(true);
            time.advance(INTERVAL);
            assertThat(target.written()).containsExactly(5);
        }
    }

    @Test
    void aStoreThatHangsStopsNoScaling() throws Exception {
        StateStore hanging = new StateStore() {
            @Override
            public CompletionStage<Optional<SavedState>> load(String autoscaler) {
                return store.load(autoscaler);
            }

            @Override
            public CompletionStage<Void> save(String autoscaler, SavedState state) {
                return new CompletableFuture<>();
            }

            @Override
            public CompletionStage<Void> remove(String autoscaler) {
                return store.remove(autoscaler);
            }

            @Override
            public void close() {}
        };
        AutoscalerRegistry others = AutoscalerRegistry.builder()
                .stateStore(hanging)
                .writeSpread(Duration.ZERO)
                .time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .blockingExecutor(Runnable::run)
                .build();
        var target = new Target(1);
        await(others.apply(
                spec("orders", fifty).targetTimeout(Duration.ofMillis(800)).build(), target));
        time.advance(Duration.ofMillis(200));
        assertThat(target.written()).containsExactly(5);

        var closed = others.closeAsync().toCompletableFuture();
        time.advance(Duration.ofSeconds(2));
        await(closed);
    }

    @Test
    void aPendingWriteIsResolvedByTheCountOfTheTarget() throws Exception {
        var decision = StatesFixture.decision(0);
        await(store.save("landed", SavedState.before(decision, World.START)));
        await(store.save("lost", SavedState.before(decision, World.START)));
        await(registry.apply(spec("landed", fifty).build(), new Target(decision.to())));
        await(registry.apply(spec("lost", fifty).build(), new Target(decision.from())));

        assertThat(registry.autoscaler("landed").orElseThrow().state()).isEqualTo(decision.next(World.START));
        assertThat(registry.autoscaler("lost").orElseThrow().state()).isEqualTo(decision.next(false));
    }

    @Test
    void aTriggerThatCannotBeOpenedChangesNothing() throws Exception {
        var target = new Target(1);
        await(registry.apply(spec("orders", fifty).build(), target));
        var running = registry.autoscaler("orders").orElseThrow();
        AutoscalerSpec changed =
                spec("orders", fifty).trigger(new World.BrokenPlan("broken")).build();

        assertThatThrownBy(() -> registry.apply(changed, target)).isInstanceOf(InvalidConfigurationException.class);
        assertThat(registry.autoscaler("orders")).containsSame(running);
        assertThat(registry.spec("orders")).contains(spec("orders", fifty).build());
        assertThat(open).hasValue(1);
    }

    @Test
    void problemsOfASpecificationAreReportedAtOnce() {
        assertThatThrownBy(() -> AutoscalerSpec.builder(" ")
                        .interval(Duration.ZERO)
                        .readTimeout(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("name must not be blank", "policy is missing", "no trigger is set")
                .hasMessageContainingAll("interval must be more than 0 s", "readTimeout must be more than 0 s");
        assertThatThrownBy(() -> spec("orders", fifty).trigger(ninety).build())
                .hasMessageContaining("two triggers have the name \"lag\"");
    }

    @Test
    void specificationsAreEqualIfTheyDoTheSame() {
        assertThat(spec("orders", fifty).build())
                .isEqualTo(spec("orders", fifty).build());
        assertThat(spec("orders", fifty).build())
                .isNotEqualTo(spec("orders", ninety).build())
                .isNotEqualTo(spec("orders", fifty).dryRun().build())
                .isNotEqualTo(spec("orders", fifty)
                        .policy(ScalingPolicy.builder().replicas(1, 99).build())
                        .build());
    }
}
