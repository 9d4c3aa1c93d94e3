package io.scaler4j.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * States in a file of a folder, {@code states.log}: they survive the death of the process and of the machine, as far as
 * the disk keeps what it confirms (fsync). States that are saved at the same time share one write, so thousands of
 * autoscalers are cheap. The file takes about 0.7 KiB for each autoscaler, and at most four times as much before it is
 * written again.
 *
 * <p>The folder belongs to one store at a time: another one, in this process or another, is refused while it is open.
 * Half a line that a crash left is ignored; damaged lines are left out with a warning, and the file is kept beside as
 * {@code states.log.damaged}.
 *
 * <p>If the disk fails, saves fail, loads go on from memory, and the next save writes everything again. One daemon
 * thread, {@code scaler4j-states}, writes; it ends when idle and with {@link #close()}. Thread-safe.
 */
public final class FolderStateStore implements StateStore {

    private static final long CLOSE_SECONDS = 10;

    private final Path folder;
    private final FileChannel lock;
    private final StateLog log;
    private final ThreadPoolExecutor writer;

    /** Guards what follows. */
    private final Object guard = new Object();

    private final Map<String, SavedState> latest;
    private Map<String, CompletableFuture<Void>> unsaved = new LinkedHashMap<>();
    private boolean writing;
    private boolean closed;

    private FolderStateStore(Path folder, FileChannel lock, StateLog log, Map<String, SavedState> states) {
        this.folder = folder;
        this.lock = lock;
        this.log = log;
        latest = new HashMap<>(states);
        writer = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "scaler4j-states");
            thread.setDaemon(true);
            return thread;
        });
        writer.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens the store and reads its states.
     *
     * @param folder is made if it does not exist
     * @return an open store
     * @throws StateStoreException if the folder cannot be used, another store has it open, or its file is of another
     *     version
     */
    public static FolderStateStore open(Path folder) {
        return open(folder, StateLog::append);
    }

    static FolderStateStore open(Path folder, StateLog.Opener opener) {
        Objects.requireNonNull(folder, "folder must not be null; states are kept in it");
        try {
            Files.createDirectories(folder);
            FileChannel lock = lock(folder);
            try {
                var log = new StateLog(folder, opener);
                return new FolderStateStore(folder, lock, log, log.read());
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StateStoreException("states cannot be kept in " + folder + ": " + reason(e), e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("states.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // by another store of this process
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw new IOException("another store has the folder open; close it first, or give another folder");
        }
        return channel;
    }

    private static String reason(IOException problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    @Override
    public CompletionStage<Optional<SavedState>> load(String autoscaler) {
        synchronized (guard) {
            return CompletableFuture.completedFuture(Optional.ofNullable(latest.get(autoscaler)));
        }
    }

    @Override
    public CompletionStage<Void> save(String autoscaler, SavedState state) {
        return change(autoscaler, Objects.requireNonNull(state, "state must not be null; remove forgets one"));
    }

    @Override
    public CompletionStage<Void> remove(String autoscaler) {
        return change(autoscaler, null);
    }

    private CompletionStage<Void> change(String autoscaler, @Nullable SavedState state) {
        Objects.requireNonNull(autoscaler, "autoscaler must not be null; states are kept by name");
        synchronized (guard) {
            if (closed) {
                return CompletableFuture.failedFuture(new StateStoreException(
                        "the state of " + autoscaler + " is not kept: the store in " + folder + " is closed"));
            }
            if (state == null) {
                latest.remove(autoscaler);
            } else {
                latest.put(autoscaler, state);
            }
            CompletableFuture<Void> saved = unsaved.computeIfAbsent(autoscaler, name -> new CompletableFuture<>());
            if (!writing) {
                writing = true;
                writer.execute(this::writeAll);
            }
            return saved.minimalCompletionStage();
        }
    }

    /** Until nothing is left; whatever is saved meanwhile goes into the next write together. */
    private void writeAll() {
        while (true) {
            Map<String, CompletableFuture<Void>> batch;
            List<StateLine> changed;
            synchronized (guard) {
                if (unsaved.isEmpty()) {
                    writing = false;
                    return;
                }
                batch = unsaved;
                unsaved = new LinkedHashMap<>();
                changed = batch.keySet().stream().map(this::line).toList();
            }
            write(batch, changed);
        }
    }

    private StateLine line(String autoscaler) {
        return new StateLine(autoscaler, Optional.ofNullable(latest.get(autoscaler)));
    }

    private List<StateLine> lines() {
        synchronized (guard) {
            return latest.keySet().stream().map(this::line).toList();
        }
    }

    private void write(Map<String, CompletableFuture<Void>> batch, List<StateLine> changed) {
        try {
            log.write(changed, this::lines);
            batch.values().forEach(saved -> saved.complete(null));
        } catch (IOException | RuntimeException e) {
            String reason = e instanceof IOException io ? reason(io) : e.toString();
            var problem = new StateStoreException(
                    "states could not be written to " + folder + ": " + reason
                            + "; they are kept in memory, and written with the next ones",
                    e);
            batch.values().forEach(saved -> saved.completeExceptionally(problem));
        }
    }

    @Override
    public void close() {
        synchronized (guard) {
            if (closed) {
                return;
            }
            closed = true;
        }
        writer.shutdown();
        boolean interrupted = false;
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            writer.shutdownNow();
        }
        log.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new StateStoreException("the lock in " + folder + " could not be released: " + reason(e), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return "states in " + folder;
    }
}
