package io.scaler4j.kubernetes.controller;

import static io.scaler4j.kubernetes.controller.LeaseProcess.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Two processes on a quiet network, of which the first has the lease. */
final class TwoProcesses {
    final VirtualWorld world = new VirtualWorld();
    final VirtualLease server = new VirtualLease();
    final List<String> story = new ArrayList<>();
    final LeaseProcess first = new LeaseProcess("first", world, server, new SplittableRandom(1), story);
    final LeaseProcess second = new LeaseProcess("second", world, server, new SplittableRandom(2), story);

    TwoProcesses() {
        first.lease.start();
        world.after(SECOND, second.lease::start);
        world.runUntil(10 * SECOND);
        assertThat(first.lease.isHeld()).isTrue();
    }

    void pass(Duration time) {
        world.runUntil(world.now + time.toNanos());
    }

    /** How long it takes, in steps of the world. */
    Duration until(BooleanSupplier condition) {
        long begun = world.now;
        while (!condition.getAsBoolean()) {
            assertThat(first.lease.isHeld() && second.lease.isHeld()).isFalse();
            assertThat(world.now - begun).as("it never comes, %s", story).isLessThan(600 * SECOND);
            assertThat(world.step()).isTrue();
        }
        return Duration.ofNanos(world.now - begun);
    }
}
