package io.scaler4j.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * KEDA's {@code pollingInterval} as a duration, for code that takes over a {@code ScaledObject}: the interval between
 * two reads while the target is idle, see {@link io.scaler4j.AutoscalerBuilder#idleInterval}. Unless set otherwise, an
 * autoscaler reads every 15 s, as an HPA does.
 */
public final class PollingInterval {

    private static final Duration DEFAULT = Duration.ofSeconds(30);

    private PollingInterval() {}

    /**
     * The interval of a {@code ScaledObject}.
     *
     * @param seconds its {@code pollingInterval}; empty for KEDA's default of 30 s
     * @return at least 1 s
     * @throws IllegalArgumentException if less than 1 s
     */
    public static Duration ofSeconds(OptionalLong seconds) {
        Objects.requireNonNull(seconds, "seconds must not be null; empty stands for KEDA's default of 30 s");
        if (seconds.isPresent() && seconds.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "pollingInterval must be at least 1 s, was " + seconds.getAsLong() + " s");
        }
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : DEFAULT;
    }
}
