package io.scaler4j.kubernetes.controller;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.Scheduler;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.SavedState;
import io.scaler4j.registry.SavedState.PendingWrite;
import io.scaler4j.registry.StateStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States of autoscalers in ConfigMaps. Names are spread over a fixed number of them, as one holds at most 1 MiB. What
 * is saved is written together, one patch for each ConfigMap: at once before a scaling is written, every few seconds
 * else. Only the process that holds the lease of a shard has its store open, and a patch ends before another process
 * may have the lease.
 */
final class ConfigMapStateStore implements StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);
    private static final int LONGEST_KEY = 253;
    private static final String REMOVED = "";

    private final List<StateMap> maps = new ArrayList<>();

    /**
     * When states are written.
     *
     * @param pause until states are written for which nobody waits
     * @param limit for a patch
     * @param allowed whether this process still has the lease
     */
    record Writing(Duration pause, Duration limit, BooleanSupplier allowed) {}

    /**
     * A store that reads nothing yet.
     *
     * @param name how the names of its ConfigMaps begin
     * @param count how many ConfigMaps
     */
    ConfigMapStateStore(
            KubernetesApi api, String namespace, String name, int count, Writing writing, Scheduler scheduler) {
        String list = "/api/v1/namespaces/" + namespace + "/configmaps";
        for (int index = 0; index < count; index++) {
            maps.add(new StateMap(api, list, name + "-" + index, writing, scheduler));
        }
    }

    private StateMap map(String autoscaler) {
        return maps.get(Math.floorMod(autoscaler.hashCode(), maps.size()));
    }

    /** Keys of a ConfigMap have no slash, and a length limit; names of objects have no underscore. */
    static String key(String autoscaler) {
        String key = autoscaler.replace('/', '_');
        return key.length() <= LONGEST_KEY ? key : "sha256_" + sha256(key);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public CompletionStage<Optional<SavedState>> load(String autoscaler) {
        return map(autoscaler)
                .loaded()
                .thenApply(texts -> Optional.ofNullable(texts.get(key(autoscaler)))
                        .filter(text -> !text.isEmpty())
                        .flatMap(text -> parse(autoscaler, text)));
    }

    @Override
    public CompletionStage<Void> save(String autoscaler, SavedState state) {
        return map(autoscaler).put(key(autoscaler), text(state), state.pending().isPresent());
    }

    @Override
    public CompletionStage<Void> remove(String autoscaler) {
        return map(autoscaler).put(key(autoscaler), REMOVED, false);
    }

    private static String text(SavedState state) {
        return state.state().toText()
                + state.pending()
                        .map(write ->
                                " " + write.replicas() + " " + write.next().toText())
                        .orElse("");
    }

    private static Optional<SavedState> parse(String autoscaler, String text) {
        try {
            String[] parts = text.split(" ", -1);
            ScalingState state = ScalingState.parse(parts[0]);
            return Optional.of(
                    parts.length < 3
                            ? SavedState.of(state)
                            : SavedState.before(
                                    state, new PendingWrite(Integer.parseInt(parts[1]), ScalingState.parse(parts[2]))));
        } catch (IllegalArgumentException damaged) {
            LOG.warn("{}: begins without its saved state, which is damaged: {}", autoscaler, damaged.getMessage());
            return Optional.empty();
        }
    }

    /** Writes what is not written yet; completes once that and what is under way is stored, or fails. */
    CompletionStage<Void> flush() {
        return CompletableFuture.allOf(maps.stream().map(StateMap::flush).toArray(CompletableFuture[]::new));
    }

    /** Writes nothing any more: another process may have the lease now. */
    void abandon() {
        maps.forEach(StateMap::abandon);
    }

    @Override
    public void close() {
        flush();
    }

    @Override
    public String toString() {
        return "states in " + maps.size() + " ConfigMaps";
    }
}
