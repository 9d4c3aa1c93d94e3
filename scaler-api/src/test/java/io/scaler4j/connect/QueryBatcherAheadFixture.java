package io.scaler4j.connect;

import static java.time.Duration.ofSeconds;

import io.scaler4j.ReadRequest;
import java.time.Duration;
import java.util.List;

/** A batcher that sends ahead, and a source that answers at once what was sent so. */
abstract class QueryBatcherAheadFixture extends QueryBatcherFixture {

    static final Duration INTERVAL = ofSeconds(15);

    boolean silent;
    String failing = "";

    @Override
    void send(List<PendingQuery<String, String>> pendingQueries, ReadRequest request) {
        super.send(pendingQueries, request);
        if (!silent && isAhead) {
            answer(batches.get(batches.size() - 1));
        }
    }

    /** Whether the timer runs, and no caller. */
    boolean isAhead;

    @Override
    void pass(Duration time) {
        isAhead = true;
        super.pass(time);
        isAhead = false;
    }

    void answer(Sent batch) {
        for (var pending : batch.pendingQueries()) {
            if (pending.query().equals(failing)) {
                pending.fail(new IllegalStateException("down"));
            } else {
                pending.answer(pending + "!");
            }
        }
    }

    /** Answers all batches that are under way, and those that follow. */
    void answerOpen() {
        for (int i = 0; i < batches.size(); i++) {
            answer(batches.get(i));
        }
    }

    /** Three rounds, after which it is known when callers come. The last has just been. */
    void settle(String... queries) {
        for (int turn = 0; turn < 4; turn++) {
            if (turn > 0) {
                pass(INTERVAL);
            }
            for (String query : queries) {
                ask(query);
                answerOpen();
            }
        }
    }

    void untilTheNextRound() {
        pass(INTERVAL);
    }
}
