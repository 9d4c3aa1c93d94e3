package io.scaler4j.kafka;

import java.time.Instant;

/**
 * How long a position has been the same.
 *
 * @param position the one that did not change
 * @param since when it was first seen
 * @param reads how many further reads saw the same
 * @param readsWithSameEnd how many of the last of them saw the same end of the log, too
 * @param firstEnd the end of the log when it was first seen
 * @param end the end of the log now
 */
record UnchangedPosition(Position position, Instant since, int reads, int readsWithSameEnd, long firstEnd, long end) {

    static UnchangedPosition begins(Position position, long end, Instant at) {
        return new UnchangedPosition(position, at, 0, 0, end, end);
    }

    /** As a further read sees it. */
    UnchangedPosition then(Position seen, long endSeen, Instant at) {
        return seen.equals(position)
                ? new UnchangedPosition(
                        position, since, reads + 1, endSeen == end ? readsWithSameEnd + 1 : 0, firstEnd, endSeen)
                : begins(seen, endSeen, at);
    }

    /** Whether records were written meanwhile. */
    boolean recordsCame() {
        return end > firstEnd;
    }
}
