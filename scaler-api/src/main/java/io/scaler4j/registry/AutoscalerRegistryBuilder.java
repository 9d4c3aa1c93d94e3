package io.scaler4j.registry;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Scheduler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.SharedConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Builds an {@link AutoscalerRegistry}. Reports everything that is wrong at once. Not thread-safe. */
public final class AutoscalerRegistryBuilder {

    /** Reads that block are short, and there are seldom many at once. */
    private static final int BLOCKING_THREADS = 64;

    private static final Duration DEFAULT_SPREAD = Duration.ofSeconds(1);

    private final Problems problems = Problems.of("autoscaler registry");
    private final List<AutoscalerObserver> observers = new ArrayList<>();
    private StateStore store = StateStore.inMemory();
    private BooleanSupplier mayWrite = () -> true;
    private Duration writeSpread = DEFAULT_SPREAD;
    private InstantSource time = InstantSource.system();
    private @Nullable Scheduler scheduler;
    private @Nullable Executor executor;
    private @Nullable Executor blockingExecutor;

    AutoscalerRegistryBuilder() {}

    /**
     * Sets where states are kept over a restart.
     *
     * @param store stays the caller's to close, after the registry. Default {@link StateStore#inMemory()}
     * @return this builder
     */
    public AutoscalerRegistryBuilder stateStore(StateStore store) {
        this.store = given("stateStore", store, this.store);
        return this;
    }

    /**
     * Fences writes: while the answer is false, decisions are made and told, and not written. For processes of which
     * one at a time may write, by a lease. If this is called more than once, all answers must be true.
     *
     * @param mayWrite is asked before each write, on threads of the registry; must answer at once. Default: always true
     * @return this builder
     */
    public AutoscalerRegistryBuilder writesWhile(BooleanSupplier mayWrite) {
        BooleanSupplier before = this.mayWrite;
        BooleanSupplier added = given("writesWhile", mayWrite, before);
        this.mayWrite = () -> before.getAsBoolean() && added.getAsBoolean();
        return this;
    }

    /**
     * Spreads writes, so that ten thousand autoscalers that decide at the same time do not write at the same time. Each
     * autoscaler has its own fixed moment within the spread.
     *
     * @param spread 0 or more; a write waits for at most a quarter of its target's time limit. Default 1 s
     * @return this builder
     */
    public AutoscalerRegistryBuilder writeSpread(Duration spread) {
        Duration usable = given("writeSpread", spread, writeSpread);
        if (problems.check(!usable.isNegative(), "writeSpread must be 0 or more, was " + usable)) {
            writeSpread = usable;
        }
        return this;
    }

    /**
     * Adds an observer of all autoscalers.
     *
     * @param observer is told of everything
     * @return this builder
     */
    public AutoscalerRegistryBuilder observer(AutoscalerObserver observer) {
        if (problems.check(observer != null, "observer must not be null")) {
            observers.add(observer);
        }
        return this;
    }

    /**
     * Sets where the time comes from.
     *
     * @param time a wall clock. Default the system's
     * @return this builder
     */
    public AutoscalerRegistryBuilder time(InstantSource time) {
        this.time = given("time", time, this.time);
        return this;
    }

    /**
     * Sets the timer, for virtual time or to share it further.
     *
     * @param scheduler stays the caller's to close. Default: a thread of the registry
     * @return this builder
     */
    public AutoscalerRegistryBuilder scheduler(Scheduler scheduler) {
        check("scheduler", scheduler);
        this.scheduler = scheduler;
        return this;
    }

    /**
     * Sets where decisions are made and observers are told.
     *
     * @param executor stays the caller's to close. Default: as many threads as there are processors
     * @return this builder
     */
    public AutoscalerRegistryBuilder executor(Executor executor) {
        check("executor", executor);
        this.executor = executor;
        return this;
    }

    /**
     * Sets where the calls of scalers and targets run that block.
     *
     * @param executor stays the caller's to close. Default: at most 64 threads, which end when idle
     * @return this builder
     */
    public AutoscalerRegistryBuilder blockingExecutor(Executor executor) {
        check("blockingExecutor", executor);
        blockingExecutor = executor;
        return this;
    }

    private <T> T given(String option, @Nullable T value, T orElse) {
        check(option, value);
        return value == null ? orElse : value;
    }

    private void check(String option, @Nullable Object value) {
        problems.check(value != null, option + " must not be null; leave it out for the default");
    }

    /**
     * Makes the registry, without autoscalers.
     *
     * @return to be closed by the caller
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public AutoscalerRegistry build() {
        problems.throwIfAny();
        var threads = new RegistryThreads();
        int processors = Runtime.getRuntime().availableProcessors();
        var parts = new RegistryParts(
                store,
                new SharedConnections(),
                mayWrite,
                writeSpread,
                List.copyOf(observers),
                time,
                scheduler != null ? scheduler : threads.openTimer(),
                executor != null ? executor : threads.openPool("worker", processors),
                blockingExecutor != null ? blockingExecutor : threads.openPool("blocking", BLOCKING_THREADS));
        return new AutoscalerRegistry(parts, threads);
    }
}
