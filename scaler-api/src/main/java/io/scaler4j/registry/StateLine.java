package io.scaler4j.registry;

import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.SavedState.PendingWrite;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * One line of the file of a {@link FolderStateStore}: the name, the state, and for a pending write its count and the
 * state after it, or {@code -} for an autoscaler that was removed; then a checksum. Fields are separated by a space,
 * which neither the text of a state nor an encoded name contains.
 *
 * @param state empty for an autoscaler that was removed
 */
record StateLine(String autoscaler, Optional<SavedState> state) {

    private static final String REMOVED = "-";

    /** Appends the line with its end. */
    String toText() {
        var body = new StringBuilder(URLEncoder.encode(autoscaler, StandardCharsets.UTF_8)).append(' ');
        if (state.isEmpty()) {
            body.append(REMOVED);
        } else {
            body.append(state.get().state().toText());
            state.get()
                    .pending()
                    .ifPresent(write -> body.append(' ')
                            .append(write.replicas())
                            .append(' ')
                            .append(write.next().toText()));
        }
        return body + " " + checksum(body.toString()) + "\n";
    }

    /** @throws IllegalArgumentException if the line is damaged */
    static StateLine parse(String line) {
        int end = line.lastIndexOf(' ');
        if (end < 0 || !checksum(line.substring(0, end)).equals(line.substring(end + 1))) {
            throw new IllegalArgumentException("its checksum does not fit");
        }
        String[] fields = line.substring(0, end).split(" ", -1);
        String name = URLDecoder.decode(fields[0], StandardCharsets.UTF_8);
        return switch (fields.length) {
            case 2 ->
                new StateLine(
                        name,
                        fields[1].equals(REMOVED)
                                ? Optional.empty()
                                : Optional.of(SavedState.of(ScalingState.parse(fields[1]))));
            case 4 ->
                new StateLine(
                        name,
                        Optional.of(SavedState.before(
                                ScalingState.parse(fields[1]),
                                new PendingWrite(Integer.parseInt(fields[2]), ScalingState.parse(fields[3])))));
            default -> throw new IllegalArgumentException("it has " + fields.length + " fields");
        };
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
