package io.scaler4j.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log, once each, what the numbers of a reading do not say. Thread-safe. */
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLagScaler.class);

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** @param scaler what is measured and where */
    void look(OffsetSnapshot offsets, Object scaler) {
        if (offsets.groupIsMissing() && said.add("missing")) {
            LOG.warn(
                    "{}: there is no such group, so its offset reset policy decides what counts; this is right for a"
                            + " group that has never run, otherwise correct the name",
                    scaler);
        }
        LeftOut leftOut = offsets.leftOut();
        if (!leftOut.denied().isEmpty() && said.add("denied " + leftOut.denied())) {
            LOG.warn(
                    "{}: this client may not look at topics {} of the group, so the lag is a lower bound and never"
                            + " scales in; grant it the ACL DESCRIBE on them, or name the topics to measure",
                    scaler,
                    leftOut.denied());
        }
        if (leftOut.hidden().filter(AuthorizationException.class::isInstance).isPresent() && said.add("hidden")) {
            LOG.warn(
                    "{}: the group may have topics that this client may not look at, so the lag is a lower bound and"
                            + " never scales in; grant it the ACL DESCRIBE on all topics, or name the topics to measure",
                    scaler);
        }
    }
}
