package io.scaler4j.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The smallest program with picocli, beside which a start of {@code scaler4j} is measured. */
@Command(name = "hello", mixinStandardHelpOptions = true, version = "hello 1.0")
public final class HelloWorld implements Runnable {

    private HelloWorld() {}

    /**
     * Says hello.
     *
     * @param args none, or {@code --version}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new HelloWorld()).execute(args));
    }

    @Override
    public void run() {
        System.out.println("hello");
    }
}
