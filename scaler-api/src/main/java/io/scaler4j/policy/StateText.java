package io.scaler4j.policy;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a state: {@code scaler4j-state:1;first=..;last=..;..;crc=..}. Times are microseconds since 1970, a
 * history is {@code time:count} with commas in between, the checksum covers everything before it.
 */
final class StateText {

    private static final String NAME = "scaler4j-state:";
    private static final String VERSION = "1";
    private static final String CHECKSUM = ";crc=";
    private static final String NEVER = "never";

    private StateText() {}

    static String of(ScalingState state) {
        String body = NAME + VERSION
                + ";first=" + time(state.firstSeen())
                + ";last=" + time(state.lastSeen())
                + ";unpaused=" + time(state.lastUnpaused())
                + ";active=" + time(state.lastActive())
                + ";ownZero=" + state.zeroIsOurs()
                + ";asleep=" + state.isAsleep()
                + ";recommendations=" + state.recommendations().toText()
                + ";ups=" + state.ups().toText()
                + ";downs=" + state.downs().toText()
                + ";failures=" + failures(state.failures());
        return body + CHECKSUM + checksum(body);
    }

    static ScalingState parse(String text) {
        String trimmed = text.trim();
        checkVersion(trimmed);
        int end = trimmed.lastIndexOf(CHECKSUM);
        if (end < 0 || !checksum(trimmed.substring(0, end)).equals(trimmed.substring(end + CHECKSUM.length()))) {
            throw damaged("its checksum does not fit", null);
        }
        try {
            return read(new Fields(trimmed.substring(0, end)));
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
            throw new IllegalArgumentException("scaling state is of version \"" + version + "\", and this library reads"
                    + " version " + VERSION + "; upgrade the library, or start with ScalingState.initial()");
        }
    }

    private static IllegalArgumentException damaged(String reason, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "scaling state is damaged: " + reason + "; restore it from a copy, or start with"
                        + " ScalingState.initial()",
                cause);
    }

    private static ScalingState read(Fields fields) {
        var state = new ScalingState(
                time(fields.next("first")),
                time(fields.next("last")),
                time(fields.next("unpaused")),
                time(fields.next("active")),
                flag(fields.next("ownZero")),
                fields.isNext("asleep") && flag(fields.next("asleep")),
                Recommendations.parse(fields.next("recommendations")),
                ScaleEvents.parse(fields.next("ups")),
                ScaleEvents.parse(fields.next("downs")),
                failureRuns(fields.next("failures")));
        fields.end();
        if (latest(state) > state.lastSeen()) {
            throw new IllegalArgumentException("it remembers something later than its last decision");
        }
        return state;
    }

    private static long latest(ScalingState state) {
        long latest = Math.max(state.firstSeen(), Math.max(state.lastUnpaused(), state.lastActive()));
        for (TimedCounts history : List.of(state.recommendations(), state.ups(), state.downs())) {
            latest = Math.max(latest, history.latest());
        }
        for (FailureRun run : state.failures()) {
            latest = Math.max(latest, run.since());
        }
        return latest;
    }

    private static String time(long micros) {
        return micros == ScalingState.NEVER ? NEVER : Long.toString(micros);
    }

    private static long time(String text) {
        return text.equals(NEVER) ? ScalingState.NEVER : Long.parseLong(text);
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
        };
    }

    private static String failures(List<FailureRun> runs) {
        var text = new StringBuilder();
        for (FailureRun run : runs) {
            text.append(text.length() == 0 ? "" : ",")
                    .append(URLEncoder.encode(run.trigger(), StandardCharsets.UTF_8))
                    .append(':')
                    .append(run.failures())
                    .append(':')
                    .append(run.since());
        }
        return text.toString();
    }

    private static List<FailureRun> failureRuns(String text) {
        var runs = new ArrayList<FailureRun>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] parts = entry.split(":", -1);
            int failures = parts.length == 3 ? Integer.parseInt(parts[1]) : 0;
            if (failures < 1) {
                throw new IllegalArgumentException("\"" + entry + "\" is no run of failures");
            }
            String trigger = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            runs.add(new FailureRun(trigger, failures, Long.parseLong(parts[2])));
        }
        return List.copyOf(runs);
    }

    static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    /** The fields in their order. */
    private static final class Fields {

        private final String[] fields;
        private int next = 1;

        Fields(String body) {
            fields = body.split(";", -1);
        }

        boolean isNext(String name) {
            return next < fields.length && fields[next].startsWith(name + "=");
        }

        String next(String name) {
            if (!isNext(name)) {
                throw new IllegalArgumentException("the field " + name + " is missing");
            }
            return fields[next++].substring(name.length() + 1);
        }

        void end() {
            if (next < fields.length) {
                throw new IllegalArgumentException("there is more than this version has: " + fields[next]);
            }
        }
    }
}
