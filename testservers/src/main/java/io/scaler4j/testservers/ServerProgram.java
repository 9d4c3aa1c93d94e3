package io.scaler4j.testservers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server program of the system that runs as a child process with its own folder. It can be started and ended any
 * number of times. A JVM that ends without closing ends the program too. Thread-safe.
 */
final class ServerProgram implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final String address;
    private final DataFolder folder;
    private final Thread ender = new Thread(this::kill);

    private @Nullable ChildProcess child;
    private boolean closed;

    private ServerProgram(String name, String address, DataFolder folder) {
        this.name = name;
        this.address = address;
        this.folder = folder;
    }

    /**
     * Makes a program that does not run yet.
     *
     * @param name for messages, such as {@code Redis}
     * @param program after which its folder is called
     */
    static ServerProgram open(String name, String program, String address) {
        var opened = new ServerProgram(name, address, DataFolder.create(program));
        Runtime.getRuntime().addShutdownHook(opened.ender);
        return opened;
    }

    /** {@return where the program is on the machine's path} */
    static Path find(String program) {
        return find(program, Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    static Path find(String program, String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new ServerUnavailableException("There is no program " + program
                        + " on the PATH; install it (Debian, Ubuntu: apt-get install " + program + ")."));
    }

    Path folder() {
        return folder.path();
    }

    /**
     * Starts it in its folder and waits until it is ready. Does nothing if it runs.
     *
     * @param command writes what files it needs, and tells the command line
     */
    synchronized void start(Callable<ProcessBuilder> command, BooleanSupplier ready) {
        if (closed) {
            throw new IllegalStateException("This " + name + " is closed and its data deleted; make a new one.");
        }
        if (child != null) {
            return;
        }
        try {
            ChildProcess started =
                    ChildProcess.start(command.call().directory(folder.path().toFile()));
            child = started;
            Patience.await("get ready", START_LIMIT, () -> {
                started.requireRunning();
                return ready.getAsBoolean();
            });
        } catch (Exception failed) {
            kill();
            throw failure("start", failed);
        }
    }

    /** Asks it to end. Does nothing if it does not run. */
    synchronized void stop() {
        end(false);
    }

    /** Ends it as a crash would. Does nothing if it does not run. */
    synchronized void kill() {
        end(true);
    }

    private void end(boolean hard) {
        if (child == null) {
            return;
        }
        try {
            if (hard) {
                child.kill();
            } else {
                child.terminate(STOP_LIMIT);
            }
            child = null;
        } catch (InterruptedException interrupted) {
            throw failure("end", interrupted);
        }
    }

    /** Ends it and deletes its folder. May be called again. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stop();
        } finally {
            forgetEnder();
            folder.delete();
        }
    }

    private void forgetEnder() {
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException endingAlready) {
            // then it is done anyway
        }
    }

    private RuntimeException failure(String verb, Exception failed) {
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException(
                "The %s at %s did not %s: %s".formatted(name, address, verb, failed.getMessage()), failed);
    }

    @Override
    public String toString() {
        return name + "[" + address + "]";
    }
}
