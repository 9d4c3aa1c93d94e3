package io.scaler4j.kafka;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Where share groups begin to read. Unlike consumers, their brokers keep this setting. An answer is kept for a minute.
 * Thread-safe.
 */
final class GroupPolicies {

    private static final String SETTING = "share.auto.offset.reset";
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final Admin admin;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(Instant at, Optional<OffsetResetPolicy> policy) {

        boolean isFresh(Instant now) {
            return Duration.between(at, now).abs().compareTo(KEPT) < 0;
        }
    }

    GroupPolicies(Admin admin) {
        this.admin = admin;
    }

    /**
     * Empty where the brokers do not tell, or not this client: it needs the permission DESCRIBE_CONFIGS on the group.
     */
    Map<String, CompletableFuture<Optional<OffsetResetPolicy>>> of(
            Collection<String> groups, Instant now, int timeoutMillis) {
        answers.values().removeIf(answer -> !answer.isFresh(now));
        Map<String, CompletableFuture<Optional<OffsetResetPolicy>>> policies = new HashMap<>();
        for (String group : groups) {
            Answer kept = answers.get(group);
            if (kept != null) {
                policies.put(group, CompletableFuture.completedFuture(kept.policy()));
            }
        }
        Map<ConfigResource, String> unknown = groups.stream()
                .filter(group -> !policies.containsKey(group))
                .collect(toMap(group -> new ConfigResource(ConfigResource.Type.GROUP, group), group -> group));
        if (!unknown.isEmpty()) {
            var told = admin.describeConfigs(unknown.keySet(), new DescribeConfigsOptions().timeoutMs(timeoutMillis));
            told.values()
                    .forEach((resource, answer) -> policies.put(
                            resource.name(),
                            OffsetReader.future(answer)
                                    .handle((config, thrown) -> thrown == null ? policy(config) : none())
                                    .thenApply(policy -> keep(resource.name(), policy, now))));
        }
        return policies;
    }

    private Optional<OffsetResetPolicy> keep(String group, Optional<OffsetResetPolicy> policy, Instant now) {
        answers.put(group, new Answer(now, policy));
        return policy;
    }

    private static Optional<OffsetResetPolicy> none() {
        return Optional.empty();
    }

    /** A duration to go back counts as the whole log, so that lag is never too small. */
    private static Optional<OffsetResetPolicy> policy(Config config) {
        return Optional.ofNullable(config.get(SETTING))
                .map(setting ->
                        "latest".equals(setting.value()) ? OffsetResetPolicy.LATEST : OffsetResetPolicy.EARLIEST);
    }
}
