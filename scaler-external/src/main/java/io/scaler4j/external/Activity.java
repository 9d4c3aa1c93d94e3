package io.scaler4j.external;

import io.scaler4j.Scheduler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom to tell that a trigger became active. Thread-safe. */
final class Activity {

    private static final Logger LOG = LoggerFactory.getLogger(Activity.class);

    private final Map<Object, Runnable> actions = new ConcurrentHashMap<>();
    private volatile boolean knownActive;

    Scheduler.Cancellable tell(Runnable action) {
        var key = new Object();
        actions.put(key, action);
        return () -> actions.remove(key);
    }

    /** What a read found out: while it is active there is nothing to tell. */
    void read(boolean active) {
        knownActive = active;
    }

    /** What the server pushed. That a trigger is inactive is left to the next read, as in KEDA. */
    void pushed(boolean active) {
        if (active && !knownActive) {
            actions.values().forEach(Activity::run);
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("an action on activity failed", e);
        }
    }

    void close() {
        actions.clear();
    }
}
