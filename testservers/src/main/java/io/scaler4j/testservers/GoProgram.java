package io.scaler4j.testservers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program written in Go, whose sources are on the class path. The machine's Go builds it, without a network, into a
 * folder that is deleted when this is closed.
 */
public final class GoProgram implements AutoCloseable {

    private static final int BUILD_SECONDS = 300;

    private final DataFolder folder;

    private GoProgram(DataFolder folder) {
        this.folder = folder;
    }

    /**
     * Builds a program. Takes up to a minute when Go compiles its standard library for the first time.
     *
     * @param searchPath the folders in which to look for Go
     * @param beside a class; the sources are in the folder {@code go} beside it
     * @param sources their names, {@code go.mod} among them
     * @throws ServerUnavailableException if there is no Go, or none that can compile it
     */
    public static GoProgram build(String searchPath, Class<?> beside, List<String> sources)
            throws IOException, InterruptedException {
        Path go = Stream.of(searchPath.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new ServerUnavailableException("There is no go on the PATH; install Go 1.25 or newer."));
        var program = new GoProgram(DataFolder.create("go"));
        try {
            program.compile(go, beside, sources);
            return program;
        } catch (IOException | InterruptedException | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    private void compile(Path go, Class<?> beside, List<String> sources) throws IOException, InterruptedException {
        for (String source : sources) {
            try (InputStream text = beside.getResourceAsStream("go/" + source)) {
                if (text == null) {
                    throw new IllegalStateException("there is no go/" + source + " beside " + beside.getName());
                }
                Files.copy(text, folder.path().resolve(source));
            }
        }
        Path log = folder.path().resolve("log");
        var command = new ProcessBuilder(go.toString(), "build", "-o", "program", ".")
                .directory(folder.path().toFile());
        command.environment().put("GOTOOLCHAIN", "local"); // another one would be downloaded
        command.environment().put("GOFLAGS", "-buildvcs=false");
        Process compiler =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!compiler.waitFor(BUILD_SECONDS, TimeUnit.SECONDS)) {
            compiler.destroyForcibly();
            throw new ServerUnavailableException("go needs more than " + BUILD_SECONDS + " s to compile.");
        }
        if (compiler.exitValue() != 0) {
            throw new ServerUnavailableException(
                    "go cannot compile it: " + Files.readString(log).trim());
        }
    }

    /** {@return a command line that runs the program} */
    public List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(folder.path().resolve("program").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Deletes the program. */
    @Override
    public void close() {
        folder.delete();
    }
}
