package io.scaler4j.redis;

import io.scaler4j.config.Masking;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lengths of several keys, counted side by side.
 *
 * @param keys each of them
 */
record LengthsQuery(List<LengthQuery> keys) implements RedisQuery {

    @Override
    public LengthsQueryRun begin(ServerMemory memory) {
        return new LengthsQueryRun(
                keys.stream().map(key -> new LengthQueryRun(key, memory)).toList());
    }

    @Override
    public String permissions() {
        return LengthQuery.PERMISSIONS;
    }

    @Override
    public String toString() {
        return keys.stream()
                .map(query -> Masking.quote(query.key().toString()))
                .collect(Collectors.joining(", ", "the length of ", ""));
    }
}
