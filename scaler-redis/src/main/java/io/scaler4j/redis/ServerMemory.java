package io.scaler4j.redis;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of a server from earlier answers, so that it need not be asked again. Thread-safe. */
final class ServerMemory {

    /** Keys that are no lists. */
    private final Map<Key, KeyType> types = new ConcurrentHashMap<>();

    /** Of each node of a cluster by the slots that were asked about, as nodes may differ. */
    private final Map<Integer, ServerFacts> servers = new ConcurrentHashMap<>();

    private final boolean isCluster;
    private volatile boolean streamStateDenied;

    ServerMemory(boolean isCluster) {
        this.isCluster = isCluster;
    }

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

    /** What the server that has this key tells of itself; empty if it has not been asked. */
    Optional<ServerFacts> serverOf(Key key) {
        return Optional.ofNullable(servers.get(place(key)));
    }

    void rememberServerOf(Key key, ServerFacts facts) {
        servers.put(place(key), facts);
    }

    private int place(Key key) {
        return isCluster ? key.slot() : 0;
    }

    /** Another connection may lead to another server, or to what has become of it. */
    void forgetServers() {
        servers.clear();
        streamStateDenied = false;
    }

    /** Whether this user may not ask for the state of a stream. */
    boolean isStreamStateDenied() {
        return streamStateDenied;
    }

    void rememberThatStreamStateIsDenied() {
        streamStateDenied = true;
    }
}
