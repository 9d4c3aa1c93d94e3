package io.scaler4j.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a {@link FolderStateStore}: a line for each saved state, the latest of a name counts. It is written again
 * from scratch, beside the old file and then in its place, when most of its lines are out of date or when it may be
 * damaged. Used by one thread at a time.
 */
final class StateLog implements Closeable {

    static final String FILE = "states.log";

    /** Below this size out-of-date lines do not matter. */
    static final long SMALLEST_REWRITE_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(FolderStateStore.class);
    private static final String HEADER = "scaler4j-states 1\n";
    private static final int OUTDATED_FACTOR = 4;

    /** Opens a file to append to; tests put one in its place that fails. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path file) throws IOException;
    }

    private final Path folder;
    private final Opener opener;
    private Optional<FileChannel> channel = Optional.empty();
    private long size;
    private long sizeAfterRewrite;

    StateLog(Path folder, Opener opener) {
        this.folder = folder;
        this.opener = opener;
    }

    static FileChannel append(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Reads all states. Half a line at the end is what a crash leaves, and was never confirmed. */
    Map<String, SavedState> read() throws IOException {
        var states = new LinkedHashMap<String, SavedState>();
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return states;
        }
        String text = Files.readString(file, ISO_8859_1); // which takes every byte, those of a damaged line, too
        if (!text.startsWith(HEADER)) {
            throw new IOException(file + " does not begin with \"" + HEADER.strip() + "\", so it is of another version"
                    + " or another program; give another folder, or move the file away to start without states");
        }
        boolean damaged = false;
        List<String> lines = text.lines().toList();
        int whole = text.endsWith("\n") ? lines.size() : lines.size() - 1;
        for (int i = 1; i < whole; i++) {
            damaged |= !read(lines.get(i), i + 1, states);
        }
        if (damaged) {
            Path copy = folder.resolve(FILE + ".damaged");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("{} is kept as {}, since lines of it are damaged", file, copy.getFileName());
        }
        return states;
    }

    private boolean read(String line, int number, Map<String, SavedState> states) {
        try {
            StateLine parsed = StateLine.parse(line);
            parsed.state()
                    .ifPresentOrElse(
                            state -> states.put(parsed.autoscaler(), state), () -> states.remove(parsed.autoscaler()));
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "line {} of {} is damaged and left out, so an autoscaler goes on from an earlier state or without"
                            + " one: {}",
                    number,
                    folder.resolve(FILE),
                    e.getMessage());
            return false;
        }
    }

    /**
     * Makes states survive: appends the changed ones, or writes all of them again.
     *
     * @param changed since the last call
     * @param all states, asked for if the file is written again
     */
    void write(List<StateLine> changed, Supplier<List<StateLine>> all) throws IOException {
        boolean done = false;
        try {
            if (channel.isEmpty() || size > Math.max(SMALLEST_REWRITE_BYTES, OUTDATED_FACTOR * sizeAfterRewrite)) {
                rewrite(all.get());
            } else {
                append(channel.get(), text(changed));
                channel.get().force(false);
            }
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void rewrite(List<StateLine> all) throws IOException {
        close();
        Path fresh = folder.resolve(FILE + ".new");
        Files.deleteIfExists(fresh);
        FileChannel opened = opener.open(fresh);
        channel = Optional.of(opened);
        size = 0;
        append(opened, HEADER + text(all));
        opened.force(true);
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
        sizeAfterRewrite = size;
    }

    private void append(FileChannel to, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
        while (bytes.hasRemaining()) {
            size += to.write(bytes);
        }
    }

    private static String text(List<StateLine> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.toText()));
        return text.toString();
    }

    /**
     * Makes the new name survive a power failure. Not every system can open a folder; there the move itself is safe.
     */
    private void forceFolder() {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be forced to disk", folder, e);
        }
    }

    /** After this the next write writes everything again. */
    @Override
    public void close() {
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            LOG.debug("{} did not close well", folder.resolve(FILE), e);
        }
        channel = Optional.empty();
    }
}
