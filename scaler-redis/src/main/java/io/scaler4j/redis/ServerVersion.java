package io.scaler4j.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a server by its answer to {@code INFO}. */
final class ServerVersion {

    private static final Pattern VERSION = Pattern.compile("(?m)^redis_version:(.*)$");
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,9})(?:\\..*)?");
    private static final int FIRST_WITH_LAG = 7;

    private ServerVersion() {}

    /** Throws an {@link UnsuitableServerException} unless the server is of version 7 or newer. */
    static void requireLag(String info) {
        Matcher told = VERSION.matcher(info);
        if (!told.find() || told.group(1).isBlank()) {
            throw new UnsuitableServerException("it does not tell its version");
        }
        String version = told.group(1).trim();
        Matcher major = MAJOR.matcher(version);
        if (!major.matches()) {
            throw new UnsuitableServerException("its version \"" + version + "\" is no number");
        }
        if (Integer.parseInt(major.group(1)) < FIRST_WITH_LAG) {
            throw new UnsuitableServerException("its version is " + version);
        }
    }
}
