package io.scaler4j.redis;

import io.scaler4j.config.Masking;

/**
 * What there is to do in a stream.
 *
 * @param stream its key
 * @param group the consumer group, empty where none matters
 * @param metric what counts
 * @param countUpTo where the server does not know the lag: so many entries are counted at most, 0 for none
 * @param idleMillis pending entries that have been idle for so long are counted, too; 0 for never
 */
record StreamQuery(Key stream, String group, StreamMetric metric, int countUpTo, long idleMillis)
        implements RedisQuery {

    @Override
    public StreamQueryRun begin(ServerMemory memory) {
        return new StreamQueryRun(this, memory);
    }

    @Override
    public String permissions() {
        String lag = "+xinfo|groups +xlen +xrange +info";
        return switch (metric) {
            case LENGTH -> "+xlen";
            case PENDING -> "+xpending";
            case LAG -> lag;
            case LAG_AND_PENDING -> idleMillis > 0 ? lag + " +xpending" : lag;
        };
    }

    @Override
    public String toString() {
        return group.isEmpty()
                ? "the length of stream " + Masking.quote(stream.toString())
                : "the work of group " + Masking.quote(group.toString()) + " on stream "
                        + Masking.quote(stream.toString());
    }
}
