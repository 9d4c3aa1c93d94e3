package io.scaler4j.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server tells of itself by {@code INFO}, as far as it says whether its counter of a group's lag is to be
 * believed.
 *
 * <p>The counter is the number of entries ever added less the number that the group was given. The latter goes wrong
 * when a stream is trimmed past entries that the group had not been given; on a replica, and when an append-only file
 * is replayed. Redis 8.2.3 has it right. Valkey 9.1.2 counts entries that a trim has removed until the group reads on,
 * which the length of the stream puts right. Redis 7.0.15 never gets over it. Those in between were not measured.
 *
 * @param lagIsExact whether the counter, where the server tells it, is right up to the length of the stream
 * @param wasNeverReplica whether it has been a primary since it started
 * @param beganEmpty whether it found no file with data when it started
 * @param startMillis when it started, by its own clock
 */
record ServerFacts(boolean lagIsExact, boolean wasNeverReplica, boolean beganEmpty, long startMillis) {

    /** Nothing is known, so nothing is believed. */
    static final ServerFacts UNKNOWN = new ServerFacts(false, false, false, Long.MAX_VALUE);

    private static final Pattern LINE = Pattern.compile("(?m)^(\\w+):(.*?)\\r?$");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\..*)?");
    private static final int FIRST_WITH_LAG = 7_00;
    private static final int FIRST_EXACT_REDIS = 8_02;
    private static final int FIRST_EXACT_VALKEY = 9_01;

    /** Throws an {@link UnsuitableServerException} unless the server is of version 7 or newer. */
    static ServerFacts of(String info) {
        Map<String, String> told = new HashMap<>();
        for (Matcher line = LINE.matcher(info); line.find(); ) {
            told.put(line.group(1), line.group(2).trim());
        }
        int version = version(told.getOrDefault("redis_version", ""));
        if (version < FIRST_WITH_LAG) {
            throw new UnsuitableServerException("its version is " + told.get("redis_version"));
        }
        Optional<String> valkey = Optional.ofNullable(told.get("valkey_version"));
        return new ServerFacts(
                valkey.map(ServerFacts::version).orElse(version)
                        >= (valkey.isPresent() ? FIRST_EXACT_VALKEY : FIRST_EXACT_REDIS),
                "master".equals(told.get("role"))
                        && told.getOrDefault("master_replid2", "none").matches("0+"),
                "0".equals(told.get("aof_enabled")) && "0".equals(told.get("rdb_last_load_keys_loaded")),
                startMillis(told));
    }

    /** 802 for 8.2.3. */
    private static int version(String text) {
        if (text.isEmpty()) {
            throw new UnsuitableServerException("it does not tell its version");
        }
        Matcher numbers = VERSION.matcher(text);
        if (!numbers.matches()) {
            throw new UnsuitableServerException("its version \"" + text + "\" is no number");
        }
        int minor = numbers.group(2) == null ? 0 : Integer.parseInt(numbers.group(2));
        return Integer.parseInt(numbers.group(1)) * 100 + Math.min(minor, 99);
    }

    private static long startMillis(Map<String, String> told) {
        String now = told.getOrDefault("server_time_usec", "");
        String uptime = told.getOrDefault("uptime_in_seconds", "");
        return now.matches("\\d{1,18}") && uptime.matches("\\d{1,9}")
                ? Long.parseLong(now) / 1_000 - Long.parseLong(uptime) * 1_000
                : Long.MAX_VALUE;
    }

    /** Whether the group of this stream was counted by this very server, and nothing has been removed from it. */
    boolean hasCountedAll(StreamState stream) {
        return wasNeverReplica
                && stream.isWhole()
                && (beganEmpty
                        || stream.first()
                                .filter(first -> Long.compareUnsigned(first.millis(), startMillis) >= 0)
                                .isPresent());
    }
}
