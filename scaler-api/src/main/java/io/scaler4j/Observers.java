package io.scaler4j;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all observers of an autoscaler. The log is told at once, on the thread that has something to tell, so that it
 * needs no executor; the others have a mailbox each.
 */
final class Observers {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerObserver.class);

    private final AutoscalerObserver log;
    private final List<Mailbox> mailboxes;
    private boolean closed;

    Observers(AutoscalerObserver log, List<AutoscalerObserver> others, Executor executor) {
        this.log = log;
        this.mailboxes =
                others.stream().map(observer -> new Mailbox(observer, executor)).toList();
    }

    void tell(Consumer<AutoscalerObserver> event) {
        tellLog(event);
        mailboxes.forEach(mailbox -> mailbox.post(event));
    }

    /** Tells one more event, and no others after it. */
    void close(Consumer<AutoscalerObserver> last) {
        synchronized (this) {
            closed = true;
        }
        mailboxes.forEach(mailbox -> mailbox.close(last));
    }

    /** A turn that was abandoned when the autoscaler closed may still end, on another thread, and is not told of. */
    private synchronized void tellLog(Consumer<AutoscalerObserver> event) {
        if (closed) {
            return;
        }
        try {
            event.accept(log);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn("what happened could not be written to the log; the autoscaler goes on", e);
        }
    }
}
