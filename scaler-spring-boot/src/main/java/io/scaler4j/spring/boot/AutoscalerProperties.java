package io.scaler4j.spring.boot;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An autoscaler.
 *
 * @param target The name of the bean that is scaled: a ScaleTarget, a ThreadPoolTaskExecutor, a ThreadPoolExecutor, or
 *     the id of a Kafka listener. Default: the autoscaler's name, or the only ScaleTarget there is.
 * @param policy What decides.
 * @param triggers What is measured; at least one.
 * @param interval The time from turn to turn. Default 15 s.
 * @param idleInterval The time from turn to turn while the target is scaled to zero. Default: the interval.
 * @param readTimeout How long a turn waits for each reading. Default: the interval, but at least 1 s and at most 10 s.
 * @param targetTimeout How long a turn waits for the target. Default: the interval, but at least 1 s and at most 10 s.
 * @param dryRun Whether the autoscaler decides, and never writes to its target.
 * @param schedules The names of beans of the type BoundsSchedule; the bounds of all of them hold.
 * @param control What an operator asks for from the beginning.
 */
record AutoscalerProperties(
        @Nullable String target,
        @DefaultValue @NestedConfigurationProperty PolicyProperties policy,
        @DefaultValue List<TriggerProperties> triggers,
        @Nullable Duration interval,
        @Nullable Duration idleInterval,
        @Nullable Duration readTimeout,
        @Nullable Duration targetTimeout,
        @DefaultValue("false") boolean dryRun,
        @DefaultValue List<String> schedules,
        @DefaultValue @NestedConfigurationProperty ControlProperties control) {}
