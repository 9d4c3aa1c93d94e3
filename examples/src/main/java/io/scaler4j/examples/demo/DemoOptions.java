package io.scaler4j.examples.demo;

import java.time.Duration;

/**
 * What the command line asks for.
 *
 * @param speed by how much the policy's times and the load's phases are shortened
 * @param help whether only the help is wanted
 */
record DemoOptions(double speed, boolean help) {

    static final double DEFAULT_SPEED = 6;
    static final double SLOWEST = 1;
    static final double FASTEST = 10;

    /** A command line that cannot be followed; the message says why on one line. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        private UsageException(String problem) {
            super(problem);
        }
    }

    static DemoOptions parse(String... args) throws UsageException {
        double speed = DEFAULT_SPEED;
        for (int i = 0; i < args.length; i++) {
            String option = args[i];
            if (option.equals("--help") || option.equals("-h")) {
                return new DemoOptions(speed, true);
            } else if (option.startsWith("--speed=")) {
                speed = speed(option.substring("--speed=".length()));
            } else if (option.equals("--speed")) {
                if (++i == args.length) {
                    throw new UsageException("--speed needs a number");
                }
                speed = speed(args[i]);
            } else {
                throw new UsageException("unknown option '" + option + "'");
            }
        }
        return new DemoOptions(speed, false);
    }

    /** A time of the policy or of the load, as short as the speed makes it. */
    Duration shortened(Duration time) {
        return Duration.ofMillis(Math.round(time.toMillis() / speed));
    }

    private static double speed(String text) throws UsageException {
        double speed;
        try {
            speed = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            speed = Double.NaN;
        }
        if (!(speed >= SLOWEST && speed <= FASTEST)) {
            throw new UsageException("--speed must be a number from 1 to 10, was '" + text + "'");
        }
        return speed;
    }
}
