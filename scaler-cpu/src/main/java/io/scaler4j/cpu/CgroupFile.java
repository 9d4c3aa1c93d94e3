package io.scaler4j.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A file of a control group with a name and a number in each line. */
record CgroupFile(Path file, Map<String, Long> byName) {

    static final CgroupFile NONE = new CgroupFile(Path.of(""), Map.of());

    static CgroupFile fields(Path file) throws IOException {
        var byName = new HashMap<String, Long>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.strip().split("\\s+", -1);
            if (parts.length == 2) {
                byName.put(parts[0], number(file, parts[1]));
            }
        }
        return new CgroupFile(file, byName);
    }

    /** A file that holds one number. */
    static long number(Path file) throws IOException {
        return number(file, Files.readString(file).strip());
    }

    long required(String name) throws IOException {
        Long value = byName.get(name);
        if (value == null) {
            throw new IOException(file + " has no " + name);
        }
        return value;
    }

    long orZero(String name) {
        return byName.getOrDefault(name, 0L);
    }

    private static long number(Path file, String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException(file + " should hold a number, has \"" + text + "\"", e);
        }
    }
}
