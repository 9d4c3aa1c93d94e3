package io.scaler4j.kafka;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;

/** What is called through one client, and what is remembered between rounds. Thread-safe. */
final class KafkaCalls {

    private final OffsetReader offsets;
    private final GroupStates states;
    private final GroupPolicies policies;
    private final TopicMetadata topics;
    private final AtomicLong rounds = new AtomicLong();

    KafkaCalls(Admin admin) {
        offsets = new OffsetReader(admin);
        states = new GroupStates(admin);
        policies = new GroupPolicies(admin);
        topics = new TopicMetadata(admin);
    }

    OffsetReader offsets() {
        return offsets;
    }

    GroupStates states() {
        return states;
    }

    GroupPolicies policies() {
        return policies;
    }

    TopicMetadata topics() {
        return topics;
    }

    /** The client answers for each group that it was asked for, good or bad. */
    static <K, V> V answerOf(K asked, Map<K, V> answers) {
        return requireNonNull(answers.get(asked), () -> "there is no answer for " + asked);
    }

    long nextNumber() {
        return rounds.incrementAndGet();
    }
}
