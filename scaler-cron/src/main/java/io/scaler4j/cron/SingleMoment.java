package io.scaler4j.cron;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** One date and time, which comes once. */
record SingleMoment(LocalDateTime at) implements Moments {

    @Override
    public @Nullable LocalDateTime after(LocalDateTime time, int lastYear) {
        return at.isAfter(time) ? at : null;
    }

    @Override
    public @Nullable LocalDateTime atOrBefore(LocalDateTime time) {
        return at.isAfter(time) ? null : at;
    }

    @Override
    public boolean coincidesWith(Moments other) {
        return equals(other);
    }
}
