package io.scaler4j.kubernetes.controller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Turn;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.kubernetes.KubernetesTargets;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.KubernetesApi;
import io.scaler4j.kubernetes.api.ResourceWatch;
import io.scaler4j.registry.AutoscalerRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what runs, and the status, fit one object. It does not matter what changed: everything is looked at, and what
 * is as it should be costs no request.
 */
final class Reconciler implements AutoscalerObserver {

    private static final Logger LOG = LoggerFactory.getLogger(ScaledObjectController.class);
    private static final Duration READ_LIMIT = Duration.ofSeconds(5);
    /** An autoscaler whose target is to say first what became of a write may begin much later. */
    private static final Duration BEGIN_LIMIT = Duration.ofSeconds(1);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KubernetesApi api;
    private final ResourceWatch<String> objects;
    private final ObjectReader reader;
    private final KubernetesTargets targets;
    private final EventWriter events;
    private final Finalizer finalizer;
    private final Function<String, Shard> shards;
    private final Consumer<String> queue;
    private final boolean besideKeda;
    private final Duration writeLimit;
    private final InstantSource time;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Set<String> leftAlone = ConcurrentHashMap.newKeySet();

    Reconciler(
            KubernetesApi api,
            ResourceWatch<String> objects,
            ObjectReader reader,
            KubernetesTargets targets,
            Function<String, Shard> shards,
            Consumer<String> queue,
            boolean besideKeda,
            Duration writeLimit,
            InstantSource time) {
        this.api = api;
        this.objects = objects;
        this.reader = reader;
        this.targets = targets;
        events = new EventWriter(api, time);
        finalizer = new Finalizer(api, reader, targets, writeLimit, time);
        this.shards = shards;
        this.queue = queue;
        this.besideKeda = besideKeda;
        this.writeLimit = writeLimit;
        this.time = time;
    }

    CompletionStage<Void> reconcile(String key) {
        Optional<AutoscalerRegistry> led = shards.apply(key).registry();
        if (led.isEmpty()) {
            known.remove(key);
            return done();
        }
        Optional<String> text = objects.get(key);
        if (text.isEmpty()) {
            leftAlone.remove(key);
            CompletionStage<Void> removed = led.get().remove(key).thenRun(() -> known.remove(key));
            return besideKeda ? removed.thenCompose(done -> finalizer.letGo(key)) : removed; // its label may be gone
        }
        JsonNode object = parse(text.get());
        if (!besideKeda && Finalizer.isOn(object, Kinds.KEDAS_FINALIZER)) {
            if (leftAlone.add(key)) { // once: KEDA writes to its objects all the time
                LOG.warn(
                        "{} is left alone: KEDA's operator has its finalizer on it; uninstall KEDA and remove {}, or"
                                + " tell the controller which objects are its own: onlyManaged()",
                        key,
                        Kinds.KEDAS_FINALIZER);
            }
            return led.get().remove(key);
        }
        leftAlone.remove(key);
        return object.path("metadata").has("deletionTimestamp")
                ? finish(key, object, led.get())
                : reader.read(key, object).thenCompose(wanted -> apply(key, object, wanted, led.get()));
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of the watch is no JSON", e);
        }
    }

    private CompletionStage<Void> apply(String key, JsonNode object, Wanted wanted, AutoscalerRegistry registry) {
        if (wanted.spec().isEmpty()) {
            return tell(key, object, wanted, wanted.problem(), OptionalInt.empty())
                    .thenCompose(told -> wanted.again() ? failed(wanted) : done());
        }
        ScaleTarget target = targets.target(Kinds.namespaceOf(key), wanted.target());
        return finalizer
                .fit(key, object, wanted)
                .thenCompose(ready -> original(key, object, target))
                .thenCompose(original -> remembered(key, object, wanted, original))
                .thenCompose(original -> {
                    Optional<String> problem = Optional.empty();
                    CompletionStage<Void> runs = done();
                    try {
                        runs = registry.apply(wanted.spec().get(), new FencedTarget(target, writeLimit));
                    } catch (InvalidConfigurationException e) {
                        problem = Optional.of(String.valueOf(e.getMessage()));
                    } catch (IllegalStateException closedMeanwhile) {
                        return done(); // the lease is lost
                    }
                    Optional<String> wrong = problem;
                    return runs.thenApply(begun -> true)
                            .toCompletableFuture()
                            .completeOnTimeout(false, BEGIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                            .thenCompose(begun -> begun && wrong.isEmpty() && hasNoTurn(key)
                                    ? done() // its first turn comes at once, and one status tells both
                                    : tell(key, object, wanted, wrong, original));
                });
    }

    /** A count that is to come back must be stored before anything is scaled. */
    private CompletionStage<OptionalInt> remembered(String key, JsonNode object, Wanted wanted, OptionalInt original) {
        return wanted.object().restoresReplicas() && original.isPresent()
                ? tell(key, object, wanted, Optional.empty(), original).thenApply(told -> original)
                : CompletableFuture.completedFuture(original);
    }

    private boolean hasNoTurn(String key) {
        return known.getOrDefault(key, Known.NOTHING).turn().isEmpty();
    }

    private static CompletionStage<Void> failed(Wanted wanted) {
        return CompletableFuture.failedFuture(
                new IllegalStateException(wanted.problem().orElseThrow()));
    }

    /** Before the first turn it is asked for; a count that is asked for later may be one of ours. */
    private CompletionStage<OptionalInt> original(String key, JsonNode object, ScaleTarget target) {
        if (object.path("status").path("originalReplicaCount").isInt()) {
            return CompletableFuture.completedFuture(OptionalInt.empty());
        }
        OptionalInt first = known.getOrDefault(key, Known.NOTHING).original();
        if (first.isPresent()) {
            return CompletableFuture.completedFuture(first);
        }
        return target.replicasAsync(ReadRequest.of(time.instant(), READ_LIMIT), Runnable::run)
                .handle((replicas, thrown) ->
                        thrown == null ? OptionalInt.of(replicas.desired()) : OptionalInt.empty());
    }

    private CompletionStage<Void> tell(
            String key, JsonNode object, Wanted wanted, Optional<String> problem, OptionalInt original) {
        Known now = known.getOrDefault(key, Known.NOTHING);
        JsonNode before = now.statusOf(object);
        ObjectNode status =
                StatusText.of(new StatusText.Facts(wanted, before, now.turn(), problem, original, now.lastActive()));
        if (!StatusText.differs(before, status) || !shards.apply(key).isHeld()) {
            return done();
        }
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.set("status", status);
        return api.patch(Kinds.scaledObject(key) + "/status", patch, writeLimit).handle((patched, thrown) -> {
            if (thrown == null) {
                known.compute(key, (name, old) -> (old == null ? Known.NOTHING : old).withWritten(patched));
                events.tell(object, before, status);
            }
            return Finalizer.ignoring(thrown, ApiException.NOT_FOUND);
        });
    }

    private CompletionStage<Void> finish(String key, JsonNode object, AutoscalerRegistry registry) {
        return registry.remove(key)
                .thenCompose(removed -> Finalizer.isOn(object, Kinds.FINALIZER)
                                && shards.apply(key).isHeld()
                        ? finalizer.finish(key, object)
                        : done());
    }

    /** Turns that tell nothing new cost nothing more. */
    @Override
    public void turnEnded(Turn turn) {
        String key = turn.autoscaler();
        TurnSummary summary = TurnSummary.of(turn);
        Known before = known.getOrDefault(key, Known.NOTHING);
        known.compute(key, (name, old) -> (old == null ? Known.NOTHING : old).after(turn, summary));
        if (!before.turn().equals(Optional.of(summary))) {
            if (!summary.failing().isEmpty()) {
                reader.forget(Kinds.namespaceOf(key)); // secrets may have been renewed
            }
            queue.accept(key);
        }
        if (turn.outcome() instanceof Turn.Scaled) {
            turn.decision().ifPresent(decision -> scaled(key, decision.from(), decision.to()));
        }
    }

    private void scaled(String key, int from, int to) {
        if (from == 0 || to == 0) {
            objects.get(key)
                    .map(Reconciler::parse)
                    .ifPresent(object -> events.normal(
                            object,
                            from == 0 ? "KEDAScaleTargetActivated" : "KEDAScaleTargetDeactivated",
                            "scaled its target from " + from + " to " + to));
        }
    }
}
