package io.scaler4j.registry;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Turn;
import io.scaler4j.config.InvalidConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One to ten thousand autoscalers in a process, by name: they share a timer, threads, connections, observers and a
 * {@link StateStore}.
 *
 * <pre>{@code
 * try (var store = FolderStateStore.open(folder);
 *         var registry = AutoscalerRegistry.builder().stateStore(store).build()) {
 *     registry.apply(spec, target); // starts, or does nothing, or goes on by the changed specification
 *     shutdown.await();
 * }
 * }</pre>
 *
 * <p><b>Applying.</b> An equal specification for an equal target does nothing. A changed one opens what is new before
 * it closes what is old, and goes on with the state and the control of the old one. There are never two writers of one
 * name: the new autoscaler begins after the last write of the old one has ended, or its time limit.
 *
 * <p><b>States</b> are saved before each write and after each turn, and found again after a restart. After a crash in
 * the middle of a write, the target's count tells which state is true; until the target answers nothing is decided. A
 * store that fails or hangs stops no scaling: the registry logs it and goes on.
 *
 * <p><b>Writes.</b> Turns with equal intervals meet, so that readings are asked for in batches; their writes are spread
 * over a second, see {@link AutoscalerRegistryBuilder#writeSpread}. A process that may not write, see
 * {@link AutoscalerRegistryBuilder#writesWhile}, decides and tells all the same.
 *
 * <p><b>Threads.</b> All methods are safe to call from any thread.
 */
public final class AutoscalerRegistry implements AutoCloseable {

    private final RegistryParts parts;
    private final RegistryThreads threads;
    private final Map<String, RegisteredAutoscaler> autoscalers = new ConcurrentHashMap<>();
    /** Which autoscaler writes to a target; guarded. */
    private final Map<ScaleTarget, String> writers = new HashMap<>();

    private final Object guard = new Object();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean closed;

    AutoscalerRegistry(RegistryParts parts, RegistryThreads threads) {
        this.parts = parts;
        this.threads = threads;
    }

    /** {@return a builder of an empty registry} */
    public static AutoscalerRegistryBuilder builder() {
        return new AutoscalerRegistryBuilder();
    }

    /**
     * Runs an autoscaler by this specification from now on, in place of the one of the same name, if there is one.
     *
     * @param spec what to do
     * @param target what is scaled; stays the caller's to close
     * @return completes once the autoscaler runs
     * @throws InvalidConfigurationException if a trigger cannot be opened, or an autoscaler of another name scales an
     *     equal target, unless one of them runs dry; an autoscaler of that name goes on as it was
     * @throws IllegalStateException if closed
     */
    public CompletionStage<Void> apply(AutoscalerSpec spec, ScaleTarget target) {
        Objects.requireNonNull(spec, "spec must not be null; AutoscalerSpec.builder makes one");
        Objects.requireNonNull(target, "target must not be null; it is what is scaled");
        synchronized (guard) {
            if (closed) {
                throw new IllegalStateException("the registry is closed; build another one");
            }
            refuseSecondWriter(spec, target);
            RegisteredAutoscaler known = autoscalers.get(spec.name());
            var autoscaler = known == null ? new RegisteredAutoscaler(spec.name(), parts) : known;
            Optional<ScaleTarget> before = autoscaler.written();
            CompletionStage<Void> applied = autoscaler.apply(spec, target);
            autoscalers.put(spec.name(), autoscaler);
            before.ifPresent(old -> writers.remove(old, spec.name()));
            if (!spec.isDryRun()) {
                writers.put(target, spec.name());
            }
            return applied;
        }
    }

    private void refuseSecondWriter(AutoscalerSpec spec, ScaleTarget target) {
        String other = spec.isDryRun() ? null : writers.get(target);
        if (other != null && !other.equals(spec.name()) && isWriter(other, target)) {
            throw new InvalidConfigurationException(
                    "autoscaler \"" + spec.name() + "\"",
                    List.of("autoscaler \"" + other + "\" scales the same target, and each would undo what the other"
                            + " does; remove one of them, or let one run dry"));
        }
    }

    private boolean isWriter(String name, ScaleTarget target) {
        RegisteredAutoscaler autoscaler = autoscalers.get(name);
        return autoscaler != null && autoscaler.written().filter(target::equals).isPresent();
    }

    /**
     * Closes an autoscaler and forgets its state. The target stays as it is.
     *
     * @param name an unknown one does no harm
     * @return completes once nothing is written to its target any more
     */
    public CompletionStage<Void> remove(String name) {
        RegisteredAutoscaler known = autoscalers.get(name);
        if (known == null) {
            return CompletableFuture.completedFuture(null);
        }
        synchronized (guard) {
            known.written().ifPresent(target -> writers.remove(target, name));
        }
        return known.remove().thenRun(() -> forgetIfUnused(name, known));
    }

    private void forgetIfUnused(String name, RegisteredAutoscaler autoscaler) {
        synchronized (guard) {
            if (autoscaler.isUnused()) {
                autoscalers.remove(name, autoscaler);
            }
        }
    }

    /** {@return the names of all autoscalers, sorted; a copy} */
    public Set<String> names() {
        return autoscalers.entrySet().stream()
                .filter(entry -> entry.getValue().spec().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return the latest turn of each autoscaler that has made one, by name, sorted; a copy} */
    public Map<String, Turn> turns() {
        var turns = new TreeMap<String, Turn>();
        autoscalers.forEach((name, autoscaler) -> autoscaler.turn().ifPresent(turn -> turns.put(name, turn)));
        return turns;
    }

    /**
     * Returns the specification that was applied last.
     *
     * @param name of an autoscaler
     * @return empty for an unknown name
     */
    public Optional<AutoscalerSpec> spec(String name) {
        return Optional.ofNullable(autoscalers.get(name)).flatMap(RegisteredAutoscaler::spec);
    }

    /**
     * Returns the running autoscaler, to pause it or to ask for a turn. The registry closes it; another one takes its
     * place when a changed specification is applied.
     *
     * @param name of an autoscaler
     * @return empty for an unknown name, and while it begins
     */
    public Optional<Autoscaler> autoscaler(String name) {
        return Optional.ofNullable(autoscalers.get(name)).flatMap(RegisteredAutoscaler::autoscaler);
    }

    /**
     * Closes all autoscalers side by side, and keeps their states. The store stays the caller's to close.
     *
     * @return completes, always normally, once nothing is written to any target any more: at once, or when the writes
     *     under way have ended, each at its target's time limit at the latest
     */
    public CompletionStage<Void> closeAsync() {
        synchronized (guard) {
            if (!closed) {
                closed = true;
                CompletableFuture.allOf(autoscalers.values().stream()
                                .map(autoscaler -> autoscaler.close().toCompletableFuture())
                                .toArray(CompletableFuture[]::new))
                        .whenComplete((done, thrown) -> {
                            parts.connections().close();
                            ended.complete(null);
                        });
            }
        }
        return ended.minimalCompletionStage();
    }

    /** As {@link #closeAsync}, and waits for it. A second call waits too. */
    @Override
    public void close() {
        try {
            closeAsync().toCompletableFuture().join();
        } finally {
            threads.close();
        }
    }

    @Override
    public String toString() {
        return "registry of " + names().size() + " autoscalers";
    }
}
