package io.scaler4j.recorder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link Recorder} wrote, to be read turn by turn, oldest first. It opens files only while a stream of turns is
 * open, one at a time, and may be read any number of times.
 *
 * <pre>{@code
 * try (Stream<RecordedTurn> turns = Recording.of(directory, "orders").turns()) {
 *     turns.filter(turn -> turn.problem().isPresent()).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Read a copy, or while nobody records: a file that is finished meanwhile has another name afterwards, which is an
 * error with a sentence, and the last turn may be there in part only.
 *
 * <p>Immutable and thread-safe; the streams are not.
 */
public final class Recording {

    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

    private final String name;
    private final Supplier<List<Path>> files;

    private Recording(String name, Supplier<List<Path>> files) {
        this.name = name;
        this.files = files;
    }

    /**
     * All files of an autoscaler, finished ones and the current one.
     *
     * @param directory where it was recorded
     * @param autoscaler its name
     * @return the recording
     * @throws RecordingException if there is no file
     */
    public static Recording of(Path directory, String autoscaler) {
        var files = new RecordingFiles(directory, autoscaler);
        if (!Files.isDirectory(directory) || files.all().isEmpty()) {
            throw new RecordingException(
                    "there is no recording of autoscaler \"" + autoscaler + "\": no " + files.describe(), null);
        }
        return new Recording(autoscaler, files::all);
    }

    /**
     * A single file.
     *
     * @param file finished or current; compressed if its name ends in {@code .gz}
     * @return the recording
     * @throws RecordingException if there is no such file
     */
    public static Recording of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RecordingException("there is no recording " + file, null);
        }
        return new Recording(file.toString(), () -> List.of(file));
    }

    /**
     * Reads the turns. Last lines that are there in part only, as a crash leaves them, are left out with a warning in
     * the log.
     *
     * @return to be closed by the caller; it throws a {@link RecordingException} at what is damaged, with the file and
     *     the line, and where a newer version of this library wrote
     */
    public Stream<RecordedTurn> turns() {
        return turns(LOG::warn);
    }

    /**
     * Reads the turns.
     *
     * @param leftOut told of each last line that is there in part only, in a sentence with the file and the line
     * @return to be closed by the caller; it throws a {@link RecordingException} at what is damaged, with the file and
     *     the line, and where a newer version of this library wrote
     */
    public Stream<RecordedTurn> turns(Consumer<String> leftOut) {
        var reader = new TurnReader(files.get(), leftOut);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(reader::close);
    }

    @Override
    public String toString() {
        return "recording " + name;
    }
}
