package io.scaler4j;

import io.scaler4j.policy.ScalingPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the turns of an autoscaler need, the same for each.
 *
 * @param executor where decisions are made
 * @param blocking where blocking reads run
 * @param requests threads of our own on which a turn on request begins, or null: then the scheduler begins it
 */
record TurnSetup(
        String name,
        ScalingPolicy policy,
        List<TriggerSlot> triggers,
        TargetPort target,
        BoundsSchedule schedule,
        Duration interval,
        Duration readTimeout,
        boolean dryRun,
        InstantSource time,
        Scheduler scheduler,
        Executor executor,
        Executor blocking,
        @Nullable Executor requests,
        Observers observers) {}
