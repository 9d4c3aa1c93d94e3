package io.scaler4j.cpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A child JVM that burns processor time, see {@link BurningMain}. */
final class BurningJvm implements AutoCloseable {

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private BurningJvm(Process process) {
        this.process = process;
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns when it has warmed up, and burns nothing then. */
    static BurningJvm start() {
        try {
            var jvm = new BurningJvm(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx32m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            BurningMain.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            jvm.read();
            return jvm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void burn(long milli) {
        ask("burn " + milli);
    }

    /** The processor time that it has used by its own count. */
    long ownCpuNanos() {
        return Long.parseLong(ask("time"));
    }

    /** What a {@link ProcessSampler} inside of it says: milli-cores and the window, or the kind of failure. */
    String sampleOfItself() {
        return ask("sample");
    }

    private String ask(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the child JVM ended, see what it printed above");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
