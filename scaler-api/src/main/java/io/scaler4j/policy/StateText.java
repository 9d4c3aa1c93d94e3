package io.scaler4j.policy;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a state: {@code scaler4j-state:1;first=..;last=..;..;crc=..}. Times are microseconds since 1970, a
 * history is {@code time:count} with commas in between, the checksum covers everything before it.
 */
final class StateText {

    /** In place of a time: it has not happened yet. */
    static final long NEVER = Long.MIN_VALUE;

    private static final String NAME = "scaler4j-state:";
    private static final String VERSION = "1";
    private static final String CHECKSUM = ";crc=";
    private static final String NEVER_TEXT = "never";

    private StateText() {}

    static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    /** Writes the fields in their order. */
    static final class Writer {

        private final StringBuilder body = new StringBuilder(NAME + VERSION);

        Writer time(String name, long micros) {
            return field(name, micros == NEVER ? NEVER_TEXT : Long.toString(micros));
        }

        Writer flag(String name, boolean flag) {
            return field(name, Boolean.toString(flag));
        }

        Writer counts(String name, TimedCounts counts) {
            return field(name, counts.toText());
        }

        Writer failures(String name, List<FailureRun> runs) {
            var text = new StringBuilder();
            for (FailureRun run : runs) {
                text.append(text.length() == 0 ? "" : ",")
                        .append(URLEncoder.encode(run.trigger(), StandardCharsets.UTF_8))
                        .append(':')
                        .append(run.failures())
                        .append(':')
                        .append(run.since());
            }
            return field(name, text.toString());
        }

        private Writer field(String name, String value) {
            body.append(';').append(name).append('=').append(value);
            return this;
        }

        String text() {
            return body + CHECKSUM + checksum(body.toString());
        }
    }

    /** Reads the fields in their order. */
    static final class Reader {

        private final String[] fields;
        private int next = 1;
        private long latest = NEVER;

        private Reader(String body) {
            fields = body.split(";", -1);
        }

        /**
         * Reads a whole text.
         *
         * @param state makes the state of the fields
         */
        static <T> T read(String text, Function<Reader, T> state) {
            String trimmed = text.trim();
            checkVersion(trimmed);
            int end = trimmed.lastIndexOf(CHECKSUM);
            if (end < 0 || !checksum(trimmed.substring(0, end)).equals(trimmed.substring(end + CHECKSUM.length()))) {
                throw damaged("its checksum does not fit", null);
            }
            try {
                var reader = new Reader(trimmed.substring(0, end));
                T read = state.apply(reader);
                reader.end();
                return read;
            } catch (IllegalArgumentException e) {
                throw damaged(String.valueOf(e.getMessage()), e);
            }
        }

        private static void checkVersion(String text) {
            if (!text.startsWith(NAME)) {
                throw damaged("it does not begin with " + NAME, null);
            }
            int end = text.indexOf(';');
            String version = text.substring(NAME.length(), end < 0 ? text.length() : end);
            if (!version.equals(VERSION)) {
                throw new IllegalArgumentException(
                        "scaling state is of version \"" + version + "\", and this library reads" + " version "
                                + VERSION + "; upgrade the library, or start with ScalingState.initial()");
            }
        }

        private static IllegalArgumentException damaged(String reason, @Nullable Throwable cause) {
            return new IllegalArgumentException(
                    "scaling state is damaged: " + reason + "; restore it from a copy, or start with"
                            + " ScalingState.initial()",
                    cause);
        }

        long time(String name) {
            String text = field(name);
            return seen(text.equals(NEVER_TEXT) ? NEVER : Long.parseLong(text));
        }

        boolean flag(String name) {
            String text = field(name);
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
            };
        }

        RecommendationHistory recommendations(String name) {
            return seen(RecommendationHistory.parse(field(name)));
        }

        ScaleEvents events(String name) {
            return seen(ScaleEvents.parse(field(name)));
        }

        List<FailureRun> failures(String name) {
            String text = field(name);
            var runs = new ArrayList<FailureRun>();
            for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
                String[] parts = entry.split(":", -1);
                int failures = parts.length == 3 ? Integer.parseInt(parts[1]) : 0;
                if (failures < 1) {
                    throw new IllegalArgumentException("\"" + entry + "\" is no run of failures");
                }
                String trigger = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
                runs.add(new FailureRun(trigger, failures, seen(Long.parseLong(parts[2]))));
            }
            return List.copyOf(runs);
        }

        /** The latest time read so far. */
        long latest() {
            return latest;
        }

        private <T extends TimedCounts> T seen(T counts) {
            seen(counts.latest());
            return counts;
        }

        private long seen(long micros) {
            latest = Math.max(latest, micros);
            return micros;
        }

        private String field(String name) {
            if (next == fields.length || !fields[next].startsWith(name + "=")) {
                throw new IllegalArgumentException("the field " + name + " is missing");
            }
            return fields[next++].substring(name.length() + 1);
        }

        private void end() {
            if (next < fields.length) {
                throw new IllegalArgumentException("there is more than this version has: " + fields[next]);
            }
        }
    }
}
