package io.scaler4j.spring.boot.actuate;

import io.scaler4j.Turn;
import io.scaler4j.registry.AutoscalerRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;

/** A contributor for each autoscaler: down once its target, its writes or a trigger have failed for long. */
final class AutoscalersHealth implements CompositeHealthContributor {

    private final AutoscalerRegistry registry;
    private final RecentTurns turns;

    AutoscalersHealth(AutoscalerRegistry registry, RecentTurns turns) {
        this.registry = registry;
        this.turns = turns;
    }

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return registry.names().contains(name) ? indicator(name) : null;
    }

    @Override
    public Stream<Entry> stream() {
        Set<String> names = registry.names();
        turns.keep(names);
        return names.stream().map(name -> new Entry(name, indicator(name)));
    }

    private HealthIndicator indicator(String name) {
        return () -> health(turns.of(name));
    }

    private static Health health(List<Turn> turns) {
        if (turns.isEmpty()) {
            return Health.unknown().withDetail("turn", "none has ended yet").build();
        }
        Turn latest = turns.get(0);
        Map<String, String> ailments = Ailments.of(turns);
        Health.Builder health = ailments.isEmpty() ? Health.up() : Health.down();
        latest.replicas().ifPresent(replicas -> health.withDetail("replicas", replicas));
        return health.withDetail("at", latest.at().toString())
                .withDetails(ailments)
                .build();
    }
}
