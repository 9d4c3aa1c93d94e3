package io.scaler4j.policy;

import io.scaler4j.metric.MilliUnits;
import java.time.Duration;

/** Numbers as operators read them. */
final class Texts {

    private Texts() {}

    /** A duration in seconds, up to milliseconds: {@code 300 s}, {@code 2.5 s}. */
    static String of(Duration duration) {
        return ofMicros(Micros.of(duration));
    }

    /** To the next tenth of a second: what is left is never said to be over. */
    static long roundedUp(long micros) {
        return -Math.floorDiv(-micros, 100_000L) * 100_000L;
    }

    /** How long a cooldown still lasts. It lasts up to its last moment, where nothing is left of it. */
    static String ofCooldown(long micros) {
        return micros == 0 ? "cooldown ends now" : "cooldown for another " + ofMicros(micros);
    }

    static String ofMicros(long micros) {
        return MilliUnits.toText(micros / 1000) + " s";
    }
}
