package io.scaler4j.recorder;

import com.fasterxml.jackson.core.JsonGenerator;
import io.scaler4j.Turn;
import io.scaler4j.policy.ScalingState;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes turns one after the other, and headers where they are needed, into files of a limited size. */
final class Journal implements Closeable {

    private final RecordingFiles files;
    private final CurrentFile.Opener opener;
    private final String autoscaler;
    private final @Nullable String policy;
    private final long maxFileBytes;
    private final int maxFiles;
    private final ProblemLog problems;
    private @Nullable CurrentFile current;
    private @Nullable Segment segment;
    private @Nullable ScalingState left;

    Journal(Recorder.Builder settings, RecordingFiles files, ProblemLog problems) throws IOException {
        this.files = files;
        this.problems = problems;
        opener = settings.opener;
        autoscaler = settings.autoscaler;
        policy = settings.policy;
        maxFileBytes = settings.maxFileBytes;
        maxFiles = settings.maxFiles;
        files.finishCurrent(); // of a process that was killed
        tidy();
    }

    /**
     * Writes a turn, and a header before it unless it continues the last one written. Throws if it is not written.
     *
     * @param turn one with a decision
     */
    void append(Turn turn) throws IOException {
        try {
            write(turn);
            left = turn.next();
        } catch (IOException | RuntimeException e) {
            left = null;
            if (current != null && current.isDamaged()) {
                finish();
            }
            throw e;
        }
    }

    private void write(Turn turn) throws IOException {
        boolean continues = current != null && continues(turn);
        byte[] lines = lines(turn, !continues);
        if (current != null && current.size() > 0 && current.size() + lines.length > maxFileBytes) {
            finish();
            lines = continues ? lines(turn, true) : lines;
        }
        if (current == null) {
            files.finishCurrent();
            current = opener.open(files.current());
        }
        current.append(lines);
    }

    private boolean continues(Turn turn) {
        return segment != null
                && left != null
                && left.equals(stateBefore(turn))
                && segment.covers(turn.observation().orElseThrow());
    }

    private static ScalingState stateBefore(Turn turn) {
        return turn.decision().orElseThrow().state();
    }

    private byte[] lines(Turn turn, boolean withHeader) throws IOException {
        var lines = new ByteArrayOutputStream(1024);
        if (withHeader) {
            Segment begun = Segment.of(
                    autoscaler, policy, stateBefore(turn), turn.observation().orElseThrow());
            try (JsonGenerator json = Json.generator(lines)) {
                SegmentFormat.write(json, begun);
            }
            lines.write('\n');
            segment = begun;
        }
        try (JsonGenerator json = Json.generator(lines)) {
            TurnFormat.write(json, turn);
        }
        lines.write('\n');
        return lines.toByteArray();
    }

    /** The turn at hand is worth more than a tidy directory. */
    private void finish() throws IOException {
        close();
        files.finishCurrent();
        tidy();
    }

    private void tidy() {
        try {
            files.tidy(maxFiles);
            problems.end(ProblemLog.Kind.FINISHED_FILES, "finished files are compressed again");
        } catch (IOException e) {
            problems.begin(ProblemLog.Kind.FINISHED_FILES, "finished files can be neither compressed nor deleted", e);
        }
    }

    /** Closes the file that is open; the next turn would begin another. */
    @Override
    public void close() throws IOException {
        CurrentFile open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }
}
