package io.scaler4j.cron;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds zones by their IANA names. Offsets such as {@code UTC+3} are not names. */
final class Zones {

    /** Names that IANA has and the JDK does not, because they look like zones with summer time. */
    private static final Map<String, String> FIXED = Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00");

    /** What most IANA names begin with. */
    private static final Pattern AREA = Pattern.compile("(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia"
            + "|Europe|Indian|Pacific|Etc)/[A-Za-z0-9_+/-]+");

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
        if (name.equals("Local")) {
            return new IllegalArgumentException(
                    "the zone \"Local\" is that of the machine, so the window would depend on"
                            + " where this runs; give an IANA name, such as Europe/Berlin or Etc/UTC");
        }
        if (AREA.matcher(name).matches()) {
            return new IllegalArgumentException("the time-zone data of this JVM (version " + version()
                    + ") does not know the zone \"" + name + "\"; check the spelling, and if IANA added it later, use a"
                    + " newer JDK or update the data with its vendor's TZUpdater");
        }
        return new IllegalArgumentException(
                "there is no zone \"" + name + "\"; give an IANA name, such as Europe/Berlin or Etc/UTC");
    }

    /** {@return the version of the JVM's time-zone data, such as 2025b} */
    private static String version() {
        return ZoneRulesProvider.getVersions("Etc/UTC").lastKey();
    }
}
