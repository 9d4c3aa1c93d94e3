package io.scaler4j.registry;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.SharedConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** What all autoscalers of a registry share. */
record RegistryParts(
        StateStore store,
        SharedConnections connections,
        BooleanSupplier mayWrite,
        Duration writeSpread,
        List<AutoscalerObserver> observers,
        InstantSource time,
        Scheduler scheduler,
        Executor executor,
        Executor blockingExecutor) {}
