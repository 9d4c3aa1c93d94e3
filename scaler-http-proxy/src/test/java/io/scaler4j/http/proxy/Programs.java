package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that tests use, but that not every machine has. */
final class Programs {

    private static final int MOST_SECONDS = 60;

    private Programs() {}

    /** Where a program is on the path. Without it the test is skipped, and says so. */
    static String find(String name) {
        Optional<Path> found = Stream.of(searchPath().split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            skip("There is no program " + name + " on the PATH.");
        }
        return found.orElseThrow().toString();
    }

    static void skip(String reason) {
        System.out.println("skipped: " + reason);
        Assumptions.abort(reason);
    }

    static String searchPath() {
        return Optional.ofNullable(System.getenv("PATH")).orElse("");
    }

    /** A program that runs, with all of its output in a file. */
    record Running(Process process, Path output) implements AutoCloseable {

        /** Waits until it ends with status 0. */
        String said() throws IOException, InterruptedException {
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    static Running start(Path folder, String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(find(name)));
        command.addAll(List.of(arguments));
        return start(folder, command);
    }

    static Running start(Path folder, List<String> command) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Running(process, output);
    }
}
