package io.scaler4j.redis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * One batch of the Redis source without what brings reads together: the part that has a counterpart in a bare client.
 * It lives in the source's package to reach it; class path only.
 */
public final class BareBatch implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Servers servers;
    private final ServerMemory memory = new ServerMemory();

    private final List<RedisQuery> queries;

    /** Of these keys of one server. */
    public BareBatch(String address, List<String> keys) {
        var draft = new ServerSettings.Draft();
        draft.addresses = List.of(address);
        servers = draft.build().open();
        queries = keys.stream().map(BareBatch::query).toList();
    }

    private static RedisQuery query(String key) {
        return new LengthQuery(List.of(new LengthQuery.TypedKey(key, KeyType.AUTO)));
    }

    /** The sum of the lengths. */
    public long lengths() {
        Map<RedisQuery, CompletableFuture<RedisAnswer>> answers = new LinkedHashMap<>();
        queries.forEach(query -> answers.put(query, new CompletableFuture<>()));
        new Batch(servers, memory, answers, Deadline.within(LIMIT, new LongAdder())).run();
        long sum = 0;
        for (CompletableFuture<RedisAnswer> answer : answers.values()) {
            sum += ((Lengths) answer.join()).lengths().get(0).value();
        }
        return sum;
    }

    @Override
    public void close() {
        servers.close();
    }
}
