package io.scaler4j.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of a server from earlier answers, so that it need not be asked again. Thread-safe. */
final class ServerMemory {

    /** Keys that are no lists. */
    private final Map<Key, KeyType> types = new ConcurrentHashMap<>();

    private volatile boolean countsLag;

    KeyType typeOf(Key key) {
        return types.isEmpty() ? KeyType.LIST : types.getOrDefault(key, KeyType.LIST);
    }

    void rememberType(Key key, KeyType type) {
        if (type != KeyType.LIST) {
            types.put(key, type);
        } else if (!types.isEmpty()) {
            types.remove(key);
        }
    }

    /** Whether the server is known to be new enough to tell the lag of a group. */
    boolean countsLag() {
        return countsLag;
    }

    void rememberThatItCountsLag() {
        countsLag = true;
    }
}
