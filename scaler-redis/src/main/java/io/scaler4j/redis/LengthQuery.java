package io.scaler4j.redis;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The lengths of some keys. */
record LengthQuery(List<TypedKey> keys) implements RedisQuery {

    /** A key, and what kind of value it is said to hold. */
    static final class TypedKey {

        private final String key;
        private final KeyType type;
        private final Command count;
        private final int hash;

        TypedKey(String key, KeyType type) {
            this.key = key;
            this.type = type;
            count = type.count(key);
            hash = Objects.hash(key, type);
        }

        String key() {
            return key;
        }

        KeyType type() {
            return type;
        }

        /** The command that counts the key as of this type; usually it is the one that was asked the last time. */
        Command count(KeyType as) {
            return as.countsLike(type) ? count : as.count(key);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof TypedKey that && key.equals(that.key) && type == that.type;
        }

        @Override
        public int hashCode() {
            return hash;
        }

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
