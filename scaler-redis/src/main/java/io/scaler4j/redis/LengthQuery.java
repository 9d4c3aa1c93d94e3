package io.scaler4j.redis;

import java.util.List;
import java.util.stream.Collectors;

/** The lengths of some keys. */
record LengthQuery(List<TypedKey> keys) implements RedisQuery {

    /** A key, and what kind of value it is said to hold. */
    record TypedKey(String key, KeyType type) {
        @Override
        public String toString() {
            return '"' + key + '"';
        }
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
    public String toString() {
        return "the length of " + keys.stream().map(TypedKey::toString).collect(Collectors.joining(", "));
    }
}
