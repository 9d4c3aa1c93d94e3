package io.scaler4j.cron;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Local times at which a window opens or closes, without a zone. */
sealed interface Moments permits CronExpression, SingleMoment {

    /** Reaches from one 29 February to the next over a century that has none. */
    int YEARS_IN_SIGHT = 8;

    /** Returns the first one after a time, or null if there is no such moment up to the end of a year. */
    @Nullable
    LocalDateTime after(LocalDateTime time, int lastYear);

    /** Returns the last one up to a time, or null if there is no such moment in the {@link #YEARS_IN_SIGHT} before. */
    @Nullable
    LocalDateTime atOrBefore(LocalDateTime time);

    /** {@return whether both always come at the same time} */
    boolean coincidesWith(Moments other);
}
