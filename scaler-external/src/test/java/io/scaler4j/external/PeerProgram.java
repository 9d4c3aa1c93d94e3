package io.scaler4j.external;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A program of conformance/external, whose lines a test reads and writes. */
final class PeerProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Process process;
    private final Writer input;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    PeerProgram(String program, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        input = process.outputWriter(StandardCharsets.UTF_8);
        reader = new Thread(this::readLines, "peer");
        reader.setDaemon(true);
        reader.start();
    }

    private void readLines() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a line has all these texts, and returns it. */
    String line(String... texts) {
        await("a line with " + List.of(texts) + " among " + lines)
                .atMost(PATIENCE)
                .until(() -> lines.stream().anyMatch(line -> hasAll(line, texts)));
        return lines.stream().filter(line -> hasAll(line, texts)).findFirst().orElseThrow();
    }

    private static boolean hasAll(String line, String... texts) {
        return List.of(texts).stream().allMatch(line::contains);
    }

    void forget() {
        lines.clear();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Tells the program something, and waits until it has done it. */
    void tell(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
        line("done " + line);
    }

    /** Waits for the end of a program that ends by itself. */
    List<String> end() throws InterruptedException {
        process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        reader.join(PATIENCE.toMillis());
        return lines();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        input.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }
}
