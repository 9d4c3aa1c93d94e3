package io.scaler4j.kubernetes.controller;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Spreads shards over processes: who has few asks who has most for one. Everybody sees who has which from Leases. */
final class ShardBalance {

    private ShardBalance() {}

    /** {@return the shard to ask for; empty if no process has two more than this one} */
    static Optional<Shard> wanted(List<Shard> shards) {
        long own = shards.stream().filter(Shard::isHeld).count();
        Map<String, List<Shard>> others = shards.stream()
                .filter(shard -> !shard.otherHolder().isEmpty())
                .collect(Collectors.groupingBy(Shard::otherHolder));
        return others.values().stream()
                .filter(held -> held.size() >= own + 2)
                .max(Comparator.comparingInt(List::size))
                .map(held -> held.get(0));
    }
}
