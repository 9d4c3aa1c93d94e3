package io.scaler4j.recorder;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of one autoscaler in a directory: the current one, and the finished ones with ascending numbers. A finished
 * file is renamed first and compressed then, so a crash leaves at worst one that is not compressed yet.
 *
 * <p>Reads and writes through streams, not channels, which an interrupt would close.
 */
final class RecordingFiles {

    private static final String COMPRESSED = ".gz";
    private static final String ENDING = ".jsonl";
    private static final String UNFINISHED = ".tmp";

    private final Path directory;
    private final String stem;
    private final Pattern finished;

    RecordingFiles(Path directory, String autoscaler) {
        this.directory = directory;
        stem = URLEncoder.encode(autoscaler, StandardCharsets.UTF_8);
        finished = Pattern.compile(Pattern.quote(stem + ENDING) + "\\.(\\d{6,18})(\\.gz)?");
    }

    Path current() {
        return directory.resolve(stem + ENDING);
    }

    Path lock() {
        return directory.resolve(stem + ".lock");
    }

    /** As people look for them. */
    String describe() {
        return stem + ENDING + " or " + stem + ENDING + ".000001" + COMPRESSED + " in " + directory;
    }

    /** All there are, oldest first. */
    List<Path> all() {
        try {
            List<Path> files = new ArrayList<>(finished().values());
            if (Files.exists(current())) {
                files.add(current());
            }
            return files;
        } catch (IOException e) {
            throw new RecordingException("the recordings in " + directory + " cannot be listed: " + IoReasons.of(e), e);
        }
    }

    /** Opens any of them for reading. */
    static InputStream open(Path file) throws IOException {
        InputStream bytes = new FileInputStream(file.toFile());
        try {
            return new BufferedInputStream(
                    file.toString().endsWith(COMPRESSED) ? new GZIPInputStream(bytes, 1 << 13) : bytes, 1 << 13);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** Gives the current file its own number; does nothing if there is no current file. */
    void finishCurrent() throws IOException {
        if (Files.exists(current()) && Files.size(current()) > 0) {
            NavigableMap<Long, Path> before = finished();
            long number = before.isEmpty() ? 1 : before.lastKey() + 1;
            Files.move(current(), directory.resolve(String.format(Locale.ROOT, "%s%s.%06d", stem, ENDING, number)));
        }
    }

    /** Compresses what is finished, and deletes the oldest beyond those that are kept. */
    void tidy(int kept) throws IOException {
        NavigableMap<Long, Path> files = finished();
        while (files.size() > kept) {
            Path oldest = files.pollFirstEntry().getValue();
            Files.deleteIfExists(plain(oldest));
            Files.deleteIfExists(oldest);
        }
        for (Path file : files.values()) {
            if (file.equals(plain(file))) {
                compress(file);
            } else {
                Files.deleteIfExists(plain(file)); // left by a crash after it was compressed
            }
        }
    }

    private static Path plain(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(COMPRESSED)
                ? file.resolveSibling(name.substring(0, name.length() - COMPRESSED.length()))
                : file;
    }

    private static void compress(Path file) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + COMPRESSED);
        Path unfinished = file.resolveSibling(whole.getFileName() + UNFINISHED);
        try (var plain = new FileInputStream(file.toFile());
                var bytes = new FileOutputStream(unfinished.toFile());
                var zipped = new GZIPOutputStream(bytes, 1 << 13)) {
            plain.transferTo(zipped);
            zipped.finish();
            bytes.getFD().sync(); // the only copy soon
        } catch (IOException e) {
            discard(unfinished, e);
            throw e;
        }
        Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(file);
    }

    private static void discard(Path unfinished, IOException reason) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** By number. Where a crash left both forms of one, the compressed, which is whole. */
    private NavigableMap<Long, Path> finished() throws IOException {
        NavigableMap<Long, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path file : (Iterable<Path>) entries::iterator) {
                Matcher name = finished.matcher(file.getFileName().toString());
                if (name.matches()) {
                    files.merge(
                            Long.parseLong(name.group(1)),
                            file,
                            (one, other) -> one.toString().endsWith(COMPRESSED) ? one : other);
                }
            }
        } catch (UncheckedIOException e) { // in the middle of the list
            throw e.getCause();
        }
        return files;
    }
}
