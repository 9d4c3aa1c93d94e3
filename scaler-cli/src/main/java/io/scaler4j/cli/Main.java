package io.scaler4j.cli;

/** The program: {@code scaler4j VERB ..}, see {@code scaler4j --help}. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its status: 0 fine, 1 findings or a missed objective, 2 wrong use, 3
     * could not run.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        int status = Cli.run(Terminal.ofProcess(), args);
        System.out.flush();
        System.err.flush();
        System.exit(status);
    }
}
