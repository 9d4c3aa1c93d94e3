package io.scaler4j.simulation.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Any text as the name of a file, on every system. Where that changes the text, a checksum keeps names apart. */
final class FileNames {

    /** Systems allow 255; a checksum and an extension follow. */
    private static final int MOST_BYTES = 200;

    /** A letter may take four bytes. */
    private static final int MOST_LETTERS = MOST_BYTES / 4;

    private FileNames() {}

    static String of(String text) {
        String safe = text.replaceAll("[^\\p{L}\\p{N}$_.-]+", "_").replaceAll("^$|^[.-]+|[.]+$", "_");
        boolean fits = safe.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        if (safe.equals(text) && fits) {
            return text;
        }
        return (fits ? safe : beginning(safe)) + "-" + checksum(text);
    }

    private static String beginning(String text) {
        return text.substring(0, text.offsetByCodePoints(0, MOST_LETTERS));
    }

    private static String checksum(String text) {
        var checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }
}
