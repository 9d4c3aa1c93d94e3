package io.scaler4j.redis;

import java.util.List;
import java.util.stream.Collectors;

/** The lengths of some keys. */
final class LengthQuery implements RedisQuery {

    private final List<TypedKey> keys;
    /** Looked up by, round after round. */
    private final int hash;

    LengthQuery(List<TypedKey> keys) {
        this.keys = List.copyOf(keys);
        hash = keys.hashCode();
    }

    /** A key, and what kind of value it is said to hold. */
    record TypedKey(String key, KeyType type) {

        @Override
        public String toString() {
            return '"' + key + '"';
        }
    }

    List<TypedKey> keys() {
        return keys;
    }

    @Override
    public LengthInquiry inquire(ServerMemory memory) {
        return new LengthInquiry(this, memory);
    }

    @Override
    public String permissions() {
        return "+llen +scard +zcard +hlen +type +xlen";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LengthQuery that && keys.equals(that.keys);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "the length of " + keys.stream().map(TypedKey::toString).collect(Collectors.joining(", "));
    }
}
