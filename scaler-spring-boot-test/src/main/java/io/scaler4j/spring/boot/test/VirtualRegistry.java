package io.scaler4j.spring.boot.test;

import io.scaler4j.registry.AutoscalerRegistryBuilder;
import io.scaler4j.registry.StateStore;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.spring.boot.AutoscalerRegistryCustomizer;
import java.time.Duration;

/** Gives the registry the clock of the test, and its thread for everything. */
final class VirtualRegistry implements AutoscalerRegistryCustomizer {

    private final VirtualTime time;
    private boolean used;

    VirtualRegistry(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void customize(AutoscalerRegistryBuilder builder) {
        used = true;
        builder.time(time)
                .scheduler(time)
                .executor(Runnable::run)
                .blockingExecutor(Runnable::run)
                .stateStore(StateStore.inMemory())
                .writeSpread(Duration.ZERO);
    }

    /** Whether the registry that runs is one that was customized. */
    boolean isUsed() {
        return used;
    }
}
