package io.scaler4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Go programs beside the classes, built by the machine's Go into a folder that goes when this is closed. */
final class GoPrograms implements AutoCloseable {

    private static final List<String> SOURCES =
            List.of("go.mod", "main.go", "proxy.go", "backend.go", "load.go", "h2.go", "hold.go");
    private static final int BUILD_SECONDS = 300;

    private final Path folder;

    private GoPrograms(Path folder) {
        this.folder = folder;
    }

    /** That the machine lacks what it takes; the message says what. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String sentence) {
            super(sentence);
        }
    }

    /**
     * Takes up to a minute when Go compiles its standard library for the first time.
     *
     * @param searchPath the folders in which to look for Go
     */
    static GoPrograms build(String searchPath) throws MissingException, IOException, InterruptedException {
        Path go = Stream.of(searchPath.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new MissingException("there is no go on the PATH; install Go 1.25 or newer"));
        var programs = new GoPrograms(Files.createTempDirectory("scaler4j-benchmarks-"));
        try {
            programs.compile(go);
            return programs;
        } catch (MissingException | IOException | InterruptedException | RuntimeException e) {
            programs.close();
            throw e;
        }
    }

    private void compile(Path go) throws MissingException, IOException, InterruptedException {
        for (String source : SOURCES) {
            try (InputStream text = GoPrograms.class.getResourceAsStream("go/" + source)) {
                if (text == null) {
                    throw new IllegalStateException("there is no go/" + source + " beside the classes");
                }
                Files.copy(text, folder.resolve(source));
            }
        }
        var command = new ProcessBuilder(go.toString(), "build", "-o", "bench", ".").directory(folder.toFile());
        command.environment().put("GOTOOLCHAIN", "local"); // another one would be downloaded
        command.environment().put("GOFLAGS", "-buildvcs=false");
        Process compiler = command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        if (!compiler.waitFor(BUILD_SECONDS, TimeUnit.SECONDS)) {
            compiler.destroyForcibly();
            throw new MissingException("go needs more than " + BUILD_SECONDS + " s to compile");
        }
        if (compiler.exitValue() != 0) {
            throw new MissingException("go cannot compile it: "
                    + Files.readString(folder.resolve("log")).trim());
        }
    }

    /** The command line of one of the programs. */
    List<String> command(String program, String... options) {
        var command = new ArrayList<>(List.of(folder.resolve("bench").toString(), program));
        command.addAll(List.of(options));
        return command;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
