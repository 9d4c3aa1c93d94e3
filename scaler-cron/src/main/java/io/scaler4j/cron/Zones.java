package io.scaler4j.cron;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;

/** Zones by their IANA names alone; offsets such as {@code UTC+3} are no names. */
final class Zones {

    /** Names that IANA has and the JDK does not, because they are too easily mistaken for zones with summer time. */
    private static final Map<String, String> FIXED = Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00");

    private Zones() {}

    /**
     * Finds a zone.
     *
     * @throws IllegalArgumentException if it is unknown
     */
    static ZoneId named(String name) {
        if (FIXED.containsKey(name)) {
            return ZoneId.of(name, FIXED);
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw unknown(name);
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw unknown(name);
        }
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "there is no zone \"" + name + "\"; give an IANA name, such as Europe/Berlin or Etc/UTC");
    }
}
