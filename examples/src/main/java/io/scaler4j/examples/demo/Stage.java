package io.scaler4j.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;

/** What is around each demo: its options, its help, the screen, Ctrl-C, and the status with which the JVM ends. */
final class Stage {

    static final int OK = 0;
    static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Stage() {}

    /** A demo. */
    @FunctionalInterface
    interface Act {

        /** {@return the status with which the JVM ends} */
        int play(DemoOptions options, Screen screen, Interruption interruption);
    }

    /**
     * Plays, and ends the JVM.
     *
     * @param help the name of the text beside the classes
     */
    static void play(String[] args, String help, Act act) {
        Locale.setDefault(Locale.ROOT); // numbers look the same everywhere
        int status;
        try (var interruption = Interruption.listen()) {
            status = status(args, help, act, interruption);
        }
        System.exit(status);
    }

    private static int status(String[] args, String help, Act act, Interruption interruption) {
        try {
            var options = DemoOptions.parse(args);
            if (options.help()) {
                System.out.print(Resources.text(help));
                return OK;
            }
            return act.play(options, screen(), interruption);
        } catch (DemoOptions.UsageException e) {
            System.err.println("demo: " + e.getMessage() + " (see ./demo --help)");
            return MISUSED;
        }
    }

    /** The script knows whether there is a terminal, and how wide it is. */
    private static Screen screen() {
        int columns = Integer.getInteger("scaler4j.demo.columns", 0);
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        return columns > 0 ? Screen.terminal(out, columns) : Screen.plain(out);
    }
}
