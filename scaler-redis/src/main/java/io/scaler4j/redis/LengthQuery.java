package io.scaler4j.redis;

import io.scaler4j.config.Masking;
import java.util.Objects;

/** The length of a key, and what kind of value it is said to hold. */
final class LengthQuery implements RedisQuery {

    static final String PERMISSIONS = "+llen +scard +zcard +hlen +type +xlen";

    private final Key key;
    private final KeyType type;
    /** Looked up by, round after round. */
    private final int hash;

    LengthQuery(Key key, KeyType type) {
        this.key = key;
        this.type = type;
        hash = Objects.hash(key, type);
    }

    Key key() {
        return key;
    }

    KeyType type() {
        return type;
    }

    @Override
    public LengthQueryRun begin(ServerMemory memory) {
        return new LengthQueryRun(this, memory);
    }

    @Override
    public String permissions() {
        return PERMISSIONS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LengthQuery that && type == that.type && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "the length of " + Masking.quote(key.toString());
    }
}
