package io.scaler4j.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Kerberos configuration of this JVM, which has one for all: a system property names its file. While nobody else
 * has set the property, it names the file of an open connection.
 */
final class KerberosConfiguration {

    private static final String PROPERTY = "java.security.krb5.conf";

    /**
     * Static, as the property is: the files of all open connections, which hold the same text. Guarded by the class.
     */
    private static final List<Path> OPEN = new ArrayList<>();

    private KerberosConfiguration() {}

    /** Finds out whether the JVM has another configuration. */
    static synchronized void check(String text, Problems problems) {
        String file = System.getProperty(PROPERTY);
        problems.check(
                file == null || text.equals(read(file)),
                "the Kerberos configuration differs from the one of this JVM, which is " + file
                        + "; a JVM has one: merge the two, and start the JVM with -D" + PROPERTY
                        + "=<the merged file>");
    }

    /** Both may have been checked before either was installed, so the texts are compared here, too. */
    private static void checkAgain(String text) {
        var problems = Problems.of("Kerberos");
        check(text, problems);
        problems.throwIfAny();
    }

    /**
     * Makes it the JVM's for as long as the files are kept, unless the JVM has the same one from elsewhere. If it has
     * another, that is an {@link io.scaler4j.config.InvalidConfigurationException}.
     */
    static synchronized void install(String text, PrivateFiles files) {
        checkAgain(text);
        String before = System.getProperty(PROPERTY);
        if (before != null && OPEN.stream().noneMatch(file -> file.toString().equals(before))) {
            return;
        }
        Path file = files.write("krb5.conf", text.getBytes(UTF_8));
        files.beforeDelete(() -> uninstall(file));
        OPEN.add(file);
        if (before == null) {
            System.setProperty(PROPERTY, file.toString());
        }
    }

    /** Hands the property on to another open connection, or clears it with the last. */
    private static synchronized void uninstall(Path file) {
        OPEN.remove(file);
        if (!file.toString().equals(System.getProperty(PROPERTY))) {
            return;
        }
        if (OPEN.isEmpty()) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, OPEN.get(0).toString());
        }
    }

    private static @Nullable String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return null;
        }
    }
}
