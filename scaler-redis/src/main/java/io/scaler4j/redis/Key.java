package io.scaler4j.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The name of a key as it is sent: encoded once, and sent round after round. Immutable. */
final class Key implements Rawable {

    private final byte[] name;
    /** Queries are looked up by it, round after round. */
    private final int hash;

    private Key(byte[] name) {
        this.name = name;
        hash = Arrays.hashCode(name);
    }

    static Key of(String name) {
        return new Key(name.getBytes(StandardCharsets.UTF_8));
    }

    /** For the client alone, which only reads it. */
    @Override
    public byte[] getRaw() {
        return name;
    }

    /** Which part of a cluster has it. */
    int slot() {
        return JedisClusterCRC16.getSlot(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && Arrays.equals(name, that.name);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The name. */
    @Override
    public String toString() {
        return new String(name, StandardCharsets.UTF_8);
    }
}
