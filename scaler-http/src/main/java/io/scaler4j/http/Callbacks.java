package io.scaler4j.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what callers have given. If it fails, the log says so, and the request on whose thread it ran goes on. */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private Callbacks() {}

    /** @param owner what it was given to */
    static void run(Runnable action, Object owner) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("{}: an action of the application failed; the request goes on", owner, e);
        }
    }
}
