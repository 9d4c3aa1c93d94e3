package io.scaler4j.recorder;

import java.nio.file.FileSystemException;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a problem began, and once that it ended. */
final class ProblemLog {

    /** What may go wrong. */
    enum Kind {
        TURNS,
        FINISHED_FILES,
        OTHER_AUTOSCALER,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final String autoscaler;
    private final Set<Kind> begun = EnumSet.noneOf(Kind.class);

    ProblemLog(String autoscaler) {
        this.autoscaler = autoscaler;
    }

    void begin(Kind kind, String sentence, Exception problem) {
        if (begun.add(kind)) {
            String reason = problem instanceof FileSystemException ? IoReasons.of(problem) : problem.toString();
            LOG.warn("recording of {}: {}: {}", autoscaler, sentence, reason, problem);
        }
    }

    void begin(Kind kind, String sentence) {
        if (begun.add(kind)) {
            LOG.warn("recording of {}: {}", autoscaler, sentence);
        }
    }

    void end(Kind kind, String sentence) {
        if (begun.remove(kind)) {
            LOG.info("recording of {}: {}", autoscaler, sentence);
        }
    }
}
