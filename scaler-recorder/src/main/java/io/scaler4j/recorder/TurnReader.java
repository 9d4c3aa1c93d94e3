package io.scaler4j.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the turns of files one after the other. Holds no more than one file open, and none after the last. */
final class TurnReader implements Iterator<RecordedTurn>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

    private final Iterator<Path> files;
    private final Consumer<String> leftOut;
    private @Nullable Path file;
    private @Nullable InputStream bytes;
    private long line;
    private @Nullable Segment segment;
    private boolean begins;
    private @Nullable RecordedTurn next;

    TurnReader(List<Path> files, Consumer<String> leftOut) {
        this.files = files.iterator();
        this.leftOut = leftOut;
    }

    @Override
    public boolean hasNext() {
        while (next == null && (bytes != null || openNext())) {
            readLine();
        }
        return next != null;
    }

    @Override
    public RecordedTurn next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        RecordedTurn turn = next;
        next = null;
        return turn;
    }

    private boolean openNext() {
        if (!files.hasNext()) {
            return false;
        }
        file = files.next();
        line = 0;
        segment = null;
        try {
            bytes = RecordingFiles.open(file);
        } catch (FileNotFoundException e) {
            throw new RecordingException(
                    "the recording " + file + " cannot be opened; if its recorder finished it meanwhile, read again",
                    e);
        } catch (IOException e) {
            throw damaged(e);
        }
        return true;
    }

    private void readLine() {
        line++;
        try {
            byte[] text = textOfLine();
            if (text != null) {
                read(Json.object(text));
            }
        } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw damaged(e);
        }
    }

    private void read(Fields fields) {
        if (SegmentFormat.isHeader(fields)) {
            checkVersion(SegmentFormat.version(fields));
            segment = SegmentFormat.read(fields);
            begins = true;
        } else if (segment == null) {
            throw new IllegalArgumentException("it is no header of a recording, with which every file begins");
        } else {
            next = TurnFormat.read(fields, segment, begins, place());
            begins = false;
        }
    }

    /** Null at the end of the file, which is closed then. */
    private byte @Nullable [] textOfLine() throws IOException {
        if (bytes == null) {
            return null;
        }
        var text = new ByteArrayOutputStream(1024);
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next == '\n') {
                return text.toByteArray();
            }
            text.write(next);
        }
        close();
        if (text.size() > 0) {
            leftOut.accept(place() + " of the recording is there in part only, and is left out; the process that"
                    + " recorded was stopped while it was written");
        }
        return null;
    }

    private String place() {
        return (file == null ? "" : file.getFileName()) + ", line " + line;
    }

    private void checkVersion(long version) {
        if (version > SegmentFormat.VERSION) {
            close();
            throw new RecordingException(
                    "the recording " + file + " is of format version " + version + ", and this library reads version "
                            + SegmentFormat.VERSION + "; upgrade the library",
                    null);
        }
    }

    private RecordingException damaged(Exception problem) {
        close();
        String reason = problem instanceof JsonProcessingException json ? json.getOriginalMessage() : message(problem);
        return new RecordingException(
                "the recording " + file + " is damaged at line " + Math.max(1, line) + ": " + reason
                        + "; cut it there, or take that file out",
                problem);
    }

    private static String message(Exception problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    @Override
    public void close() {
        InputStream open = bytes;
        bytes = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("{} could not be closed", file, e);
            }
        }
    }
}
