package io.scaler4j.recorder;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.Turn;
import io.scaler4j.config.Problems;
import io.scaler4j.policy.ScalingPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Records what one autoscaler saw and decided, turn by turn, to be read back as a {@link Recording}.
 *
 * <pre>{@code
 * try (var recorder = Recorder.builder(Path.of("recordings"), "orders").policy(policy).build();
 *         var autoscaler = Autoscaler.builder("orders").policy(policy).observer(recorder)...) {
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p><b>Files.</b> The current file is {@code orders.jsonl}. Before it grows beyond a size it is finished: it becomes
 * {@code orders.jsonl.000001.gz}, and the oldest beyond a number of them is deleted. What an earlier recorder left is
 * finished when a new one is made. Each file begins with the state, so it can be replayed alone. {@code orders.lock}
 * keeps a second recorder away. The format is described in this package.
 *
 * <p><b>What is kept.</b> Everything that a decision looks at, the count and the walk that came of it, what became of
 * the change, and a checksum of the state that was left behind. Turns without a decision are not kept. Neither are the
 * causes of failures, but their sentences are, so what your own scaler says there must not hold secrets.
 *
 * <p><b>What a crash costs.</b> A turn is written once it has ended. A line is handed to the operating system in one
 * write, not forced to the disk. So a process that is killed loses the turn that it was about to carry out, and a
 * machine that loses power loses what its operating system had not written yet. A last line of which only a part is
 * there is left out when read.
 *
 * <p><b>It cannot hurt.</b> An autoscaler does not wait for its observers. If a turn cannot be written, because the
 * disk is full perhaps, it is lost: the first is logged with its reason, all are counted in {@link #lostTurns()}, and
 * the next turn tries again, with its own header. The same holds for turns after {@link #close()}. Turns that the
 * autoscaler did not tell of, since an observer was too far behind, are missing without being counted; a header follows
 * there, too.
 *
 * <p>One recorder belongs to one autoscaler, or to several of the same name one after the other, as over a restart;
 * events of other autoscalers are refused with a warning. It stays open until its creator closes it, after the
 * autoscaler. Thread-safe.
 */
public final class Recorder implements AutoscalerObserver, AutoCloseable {

    private final String autoscaler;
    private final ProblemLog problems;
    private final DirectoryLock lock;
    private final Journal journal;
    private long lost;
    private boolean attached;
    private boolean closed;

    private Recorder(Builder settings, RecordingFiles files) throws IOException {
        autoscaler = settings.autoscaler;
        problems = new ProblemLog(autoscaler);
        Files.createDirectories(settings.directory);
        lock = DirectoryLock.take(files.lock());
        try {
            journal = new Journal(settings, files, problems);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Starts a recorder.
     *
     * @param directory where the files go; made if it is not there
     * @param autoscaler the name of the autoscaler that will be observed, not blank; files are named after it, with
     *     what a file name must not have as {@code %2F}
     * @return a builder
     */
    public static Builder builder(Path directory, String autoscaler) {
        return new Builder(directory, autoscaler);
    }

    /** {@inheritDoc} Refuses a second autoscaler of the name while the first is open: their turns would be mixed. */
    @Override
    public synchronized AutoscalerObserver attachedTo(String autoscaler) {
        if (autoscaler.equals(this.autoscaler)) {
            if (attached) {
                throw new IllegalArgumentException("it records an autoscaler of the name \"" + autoscaler
                        + "\" already; make a recorder for each, in directories of their own, or close the first"
                        + " autoscaler before");
            }
            attached = true;
        }
        return this;
    }

    @Override
    public synchronized void detached(String autoscaler) {
        attached &= !autoscaler.equals(this.autoscaler);
    }

    @Override
    public synchronized void turnEnded(Turn turn) {
        if (turn.decision().isPresent() && !isRefused(turn.autoscaler())) {
            write(turn);
        }
    }

    /**
     * How many turns could not be recorded.
     *
     * @return 0 if all is well
     */
    public synchronized long lostTurns() {
        return lost;
    }

    /**
     * Closes the file, which stays the current one. A second call does nothing.
     *
     * @throws UncheckedIOException if the file cannot be closed; everything is released all the same
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the recording of " + autoscaler + " could not be closed: " + IoReasons.of(e), e);
        }
    }

    private boolean isRefused(String name) {
        if (!name.equals(autoscaler)) {
            problems.begin(
                    ProblemLog.Kind.OTHER_AUTOSCALER,
                    "turns of autoscaler \"" + name + "\" are refused; make another recorder for it");
            return true;
        }
        if (closed) {
            lost++;
            problems.begin(
                    ProblemLog.Kind.CLOSED,
                    "turns are lost, because the recorder is closed; close it after the autoscaler");
            return true;
        }
        return false;
    }

    private void write(Turn turn) {
        try {
            journal.append(turn);
            problems.end(ProblemLog.Kind.TURNS, "turns are recorded again; " + lost + " were lost so far");
        } catch (IOException | RuntimeException e) {
            lost++;
            problems.begin(ProblemLog.Kind.TURNS, "turns are lost, until they can be written again", e);
        }
    }

    @Override
    public String toString() {
        return "recorder of " + autoscaler;
    }

    /** Builds a {@link Recorder}. Not thread-safe. */
    public static final class Builder {

        final Path directory;
        final String autoscaler;

        @Nullable
        String policy;

        private boolean noPolicy;
        long maxFileBytes = 8L << 20;
        int maxFiles = 10;
        CurrentFile.Opener opener = CurrentFile::open;

        private Builder(Path directory, String autoscaler) {
            this.directory = directory;
            this.autoscaler = autoscaler;
        }

        /**
         * Notes the policy's text, so that a replay with another policy can say so.
         *
         * @param policy the one that the autoscaler has; its {@code toString()} is kept. Default: none
         * @return this builder
         */
        public Builder policy(ScalingPolicy policy) {
            noPolicy = policy == null;
            this.policy = noPolicy ? null : policy.toString();
            return this;
        }

        /**
         * Sets how large the current file may grow before it is finished and compressed. Only a single turn that is
         * larger makes a larger file.
         *
         * @param bytes at least 1. Default 8 MiB, about six days at 15 s with two triggers
         * @return this builder
         */
        public Builder maxFileBytes(long bytes) {
            maxFileBytes = bytes;
            return this;
        }

        /**
         * Sets how many finished files are kept beside the current one.
         *
         * @param files at least 0. Default 10
         * @return this builder
         */
        public Builder maxFiles(int files) {
            maxFiles = files;
            return this;
        }

        /** For tests. */
        Builder opener(CurrentFile.Opener opener) {
            this.opener = opener;
            return this;
        }

        /**
         * Makes the recorder, and finishes what an earlier one left.
         *
         * @return to be closed by the caller, after the autoscaler
         * @throws io.scaler4j.config.InvalidConfigurationException with every option that is wrong
         * @throws UncheckedIOException if the directory cannot be written, or another recorder writes there
         */
        public Recorder build() {
            var problems = Problems.of("recorder of \"" + autoscaler + "\"");
            problems.given("directory", directory);
            problems.check(!noPolicy, "policy must not be null; leave it out if it is not to be noted");
            problems.check(autoscaler != null && !autoscaler.isBlank(), "the autoscaler's name must not be blank");
            problems.check(maxFileBytes >= 1, "maxFileBytes must be at least 1, was " + maxFileBytes);
            problems.check(maxFiles >= 0, "maxFiles must be at least 0, was " + maxFiles);
            problems.throwIfAny();
            try {
                return new Recorder(this, new RecordingFiles(directory, autoscaler));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "autoscaler \"" + autoscaler + "\" cannot be recorded in " + directory + ": " + IoReasons.of(e),
                        e);
            }
        }
    }
}
