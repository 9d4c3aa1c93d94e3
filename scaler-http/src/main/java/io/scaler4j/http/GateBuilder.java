package io.scaler4j.http;

import io.scaler4j.Scheduler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Gate}, and reports everything that is wrong at once. Not thread-safe. */
public final class GateBuilder {

    final String name;
    private final Problems problems = Problems.of("gate");
    Hold hold = Hold.DEFAULT;
    int perReplicaLimit;
    HoldBudget budget = HoldBudget.ofDefaults();
    Executor executor = ForkJoinPool.commonPool();
    Runnable wake = GateBuilder::nothing;
    IntUnaryOperator random = bound -> ThreadLocalRandom.current().nextInt(bound);
    private @Nullable EndpointSource endpoints;
    private @Nullable Scheduler scheduler;

    GateBuilder(String target) {
        name = String.valueOf(target);
        problems.check(target != null && !target.isBlank(), "target must not be blank; it names the gate in messages");
    }

    private static void nothing() {}

    /**
     * Sets where the replicas are. Required.
     *
     * @param source watched until the gate is closed
     * @return this builder
     */
    public GateBuilder endpoints(EndpointSource source) {
        if (problems.given("endpoints", source)) {
            endpoints = source;
        }
        return this;
    }

    /**
     * Sets the timer. Required.
     *
     * @param timer stays the caller's to close
     * @return this builder
     */
    public GateBuilder scheduler(Scheduler timer) {
        if (problems.given("scheduler", timer)) {
            scheduler = timer;
        }
        return this;
    }

    /**
     * Sets how many requests wait, and for how long.
     *
     * @param limits default {@link Hold#DEFAULT}
     * @return this builder
     */
    public GateBuilder hold(Hold limits) {
        if (problems.given("hold", limits)) {
            hold = limits;
        }
        return this;
    }

    /**
     * Sets what the requests that wait may take together with those of other gates.
     *
     * @param shared of all gates of the process. Default: 10,000 requests and 256 MiB for this gate alone
     * @return this builder
     */
    public GateBuilder budget(HoldBudget shared) {
        if (problems.given("budget", shared)) {
            budget = shared;
        }
        return this;
    }

    /**
     * Sets how many requests a replica gets at a time; others wait.
     *
     * @param most at least 1. Default: no limit
     * @return this builder
     */
    public GateBuilder perReplicaLimit(int most) {
        if (problems.check(
                most >= 1, "perReplicaLimit must be at least 1, was " + most + "; leave it out for no limit")) {
            perReplicaLimit = most;
        }
        return this;
    }

    /**
     * Sets what runs when a request must wait and no other does: an autoscaler is poked so.
     *
     * @param action short and never blocking, such as {@code autoscaler::poke}. Default: nothing
     * @return this builder
     */
    public GateBuilder wakes(Runnable action) {
        if (problems.given("wakes", action)) {
            wake = action;
        }
        return this;
    }

    /**
     * Sets where endpoints are looked up and probed, which may block.
     *
     * @param threads stays the caller's to close. Default: the JDK's common pool
     * @return this builder
     */
    public GateBuilder executor(Executor threads) {
        if (problems.given("executor", threads)) {
            executor = threads;
        }
        return this;
    }

    GateBuilder random(IntUnaryOperator numbers) {
        random = numbers;
        return this;
    }

    EndpointSource endpoints() {
        return Objects.requireNonNull(endpoints);
    }

    Scheduler scheduler() {
        return Objects.requireNonNull(scheduler);
    }

    /**
     * Makes the gate, which begins to watch the endpoints.
     *
     * @return to be closed by the caller
     * @throws InvalidConfigurationException with everything that is wrong
     */
    public Gate build() {
        problems.check(endpoints != null, "endpoints are missing; EndpointSource.fixed(..) makes some");
        problems.check(scheduler != null, "scheduler is missing; Scheduler.of(..) makes one of an executor");
        problems.throwIfAny();
        return new Gate(this);
    }
}
