package io.scaler4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that takes part in a benchmark. It answers on standard output, takes commands on standard input, and ends
 * when that is closed. What it has to complain about goes to standard error.
 */
final class PeerProcess implements AutoCloseable {

    /** What Linux shows to programs, whatever the kernel's own tick is. */
    private static final double TICKS_PER_SECOND = 100;
    /** In /proc/PID/stat, counted behind the name, which may have spaces. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final int END_SECONDS = 10;

    private final String name;
    private final Process process;
    private final BufferedReader output;

    private PeerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static PeerProcess start(String name, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new PeerProcess(name, builder.start());
    }

    /** Runs a program to its end, and returns the words behind the last line's first. */
    static String[] result(String name, List<String> command) throws IOException, InterruptedException {
        try (var program = start(name, command)) {
            String[] words = program.await("result");
            program.process.waitFor();
            return words;
        }
    }

    /** Waits for a line that begins with this word, and returns the words behind it. */
    String[] await(String word) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word + " ") || line.equals(word)) {
                return line.substring(word.length()).trim().split(" ", -1);
            }
        }
        throw new IllegalStateException(name + " ended before it said '" + word + "'; see above");
    }

    /** Says a word, and waits for the line that begins with it. */
    String[] ask(String word) throws IOException {
        process.getOutputStream().write((word + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
        return await(word);
    }

    /** Processor time on all cores since its start, in seconds, in steps of 10 ms. */
    double cpuSeconds() {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException("the processor time of " + name + " is unknown", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        output.close();
    }
}
