package io.scaler4j.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.ScaleTargetException;
import io.scaler4j.connect.FailureTable;
import io.scaler4j.connect.TimeLimit;
import io.scaler4j.kubernetes.api.ApiException;
import io.scaler4j.kubernetes.api.ResourceWatch;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import io.scaler4j.spi.TargetRef;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An object with a scale subresource; see {@link KubernetesTargets}. Its memory is what it read last, which is what a
 * write relies on.
 */
final class KubernetesScaleTarget implements ScaleTarget {

    private static final Duration BLOCKING_LIMIT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;

    private final KubernetesTargets targets;
    private final String namespace;
    private final TargetRef ref;
    private volatile @Nullable Counted last;

    KubernetesScaleTarget(KubernetesTargets targets, String namespace, TargetRef ref) {
        this.targets = targets;
        this.namespace = namespace;
        this.ref = ref;
    }

    @Override
    public Replicas replicas() throws Exception {
        return await(read(BLOCKING_LIMIT)).replicas();
    }

    @Override
    public void scaleTo(int replicas, Decision why) throws Exception {
        await(write(replicas, BLOCKING_LIMIT));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public CompletionStage<Replicas> replicasAsync(ReadRequest request, Executor executor) {
        return read(request.timeout()).thenApply(Counted::replicas);
    }

    @Override
    public CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
        return write(request.replicas(), request.timeout());
    }

    private CompletableFuture<Counted> read(Duration timeout) {
        TimeLimit limit = TimeLimit.within(timeout);
        return targets.kinds()
                .of(ref, timeout)
                .thenCompose(kind -> read(kind, limit))
                .thenApply(counted -> {
                    last = counted;
                    return counted;
                });
    }

    /** A watch that does not follow is not relied on. */
    private CompletableFuture<Counted> read(ScalableKind kind, TimeLimit limit) {
        ResourceWatch<Counted> watch = targets.watch(kind, namespace);
        if (watch.isReliable()) {
            return watched(kind, watch, limit);
        }
        if (watch.problem().isPresent()) {
            return asked(kind, limit); // as without the right to watch: nothing is waited for
        }
        return watch.listed()
                .toCompletableFuture()
                .completeOnTimeout(null, limit.left().toNanos() / 2, TimeUnit.NANOSECONDS)
                .thenCompose(listed -> watch.isReliable() ? watched(kind, watch, limit) : asked(kind, limit));
    }

    private CompletableFuture<Counted> watched(ScalableKind kind, ResourceWatch<Counted> watch, TimeLimit limit) {
        Counted seen = watch.get(namespace + "/" + ref.name()).orElse(null);
        Counted known = last;
        if (seen == null) {
            return CompletableFuture.failedFuture(missing());
        }
        if (known != null && (known.isNewerThan(seen) || sameVersion(known, seen))) {
            return CompletableFuture.completedFuture(known.readyOf(kind.counted() ? seen : known));
        }
        return kind.counted()
                ? CompletableFuture.completedFuture(seen)
                : scale(kind, limit).thenApply(scale -> scale.readyOf(seen));
    }

    private static boolean sameVersion(Counted one, Counted other) {
        return one.uid().equals(other.uid()) && one.version().equals(other.version());
    }

    private CompletableFuture<Counted> asked(ScalableKind kind, TimeLimit limit) {
        return kind.counted()
                ? targets.api()
                        .get(kind.object(namespace, ref.name()), limit.left())
                        .exceptionally(this::unreadable)
                        .thenApply(Counted::ofObject)
                : scale(kind, limit);
    }

    private CompletableFuture<Counted> scale(ScalableKind kind, TimeLimit limit) {
        return targets.api()
                .get(kind.scale(namespace, ref.name()), limit.left())
                .exceptionally(this::unreadable)
                .thenApply(Counted::ofScale);
    }

    private JsonNode unreadable(Throwable thrown) {
        if (FailureTable.unwrap(thrown) instanceof ApiException refused && refused.isNotFound()) {
            throw missing();
        }
        throw failure(this + " could not be read: ", thrown);
    }

    private ScaleTargetException missing() {
        return new ScaleTargetException(
                this + " does not exist; create it, or name another target, with apiVersion and kind", null);
    }

    private CompletableFuture<Void> write(int replicas, Duration timeout) {
        TimeLimit limit = TimeLimit.within(timeout);
        Counted seen = last;
        CompletableFuture<Counted> from = seen == null ? read(timeout) : CompletableFuture.completedFuture(seen);
        return targets.kinds()
                .of(ref, timeout)
                .thenCompose(kind -> from.thenCompose(start -> patch(kind, replicas, start, ATTEMPTS, limit)));
    }

    /** Reads the scale and writes at once; a target that is gone needs nothing. */
    CompletionStage<Void> restore(int replicas, Duration timeout) {
        TimeLimit limit = TimeLimit.within(timeout);
        return targets.kinds()
                .of(ref, timeout)
                .thenCompose(kind -> targets.api()
                        .get(kind.scale(namespace, ref.name()), limit.left())
                        .handle((scale, thrown) -> {
                            if (thrown == null) {
                                return patch(kind, replicas, Counted.ofScale(scale), ATTEMPTS, limit);
                            }
                            return FailureTable.unwrap(thrown) instanceof ApiException refused && refused.isNotFound()
                                    ? CompletableFuture.<Void>completedFuture(null)
                                    : CompletableFuture.<Void>failedFuture(
                                            failure(this + " could not be read: ", thrown));
                        })
                        .thenCompose(next -> next));
    }

    private CompletableFuture<Void> patch(
            ScalableKind kind, int replicas, Counted start, int attempts, TimeLimit limit) {
        return targets.api()
                .patch(kind.scale(namespace, ref.name()), body(replicas, start.version()), limit.left())
                .handle((scale, thrown) -> {
                    if (thrown == null) {
                        last = Counted.ofScale(scale).readyOf(start);
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    boolean conflict =
                            FailureTable.unwrap(thrown) instanceof ApiException refused && refused.isConflict();
                    return conflict && attempts > 1
                            ? decideAgain(kind, replicas, start, attempts - 1, limit)
                            : CompletableFuture.<Void>failedFuture(
                                    failure(this + " could not be scaled to " + replicas + ": ", thrown));
                })
                .thenCompose(next -> next);
    }

    /** The same decision holds where the count it started from does. */
    private CompletableFuture<Void> decideAgain(
            ScalableKind kind, int replicas, Counted start, int attempts, TimeLimit limit) {
        return scale(kind, limit).thenCompose(now -> {
            boolean sameObject = now.uid().equals(start.uid());
            if (sameObject && now.desired() == replicas) {
                last = now.readyOf(start);
                return CompletableFuture.completedFuture(null);
            }
            if (sameObject && now.desired() == start.desired()) {
                return patch(kind, replicas, now.readyOf(start), attempts, limit);
            }
            last = null;
            return CompletableFuture.failedFuture(new ScaleTargetException(
                    this + " was " + (sameObject ? "scaled to " + now.desired() : "created again")
                            + " by somebody else, so it was not scaled from " + start.desired() + " to " + replicas
                            + "; the next turn decides again",
                    null));
        });
    }

    /** Always with the count: a scale without one means 0. */
    private static ObjectNode body(int replicas, String version) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("resourceVersion", version);
        patch.putObject("spec").put("replicas", replicas);
        return patch;
    }

    static ScaleTargetException failure(String what, Throwable thrown) {
        Throwable cause = FailureTable.unwrap(thrown);
        return cause instanceof ScaleTargetException already
                ? already
                : new ScaleTargetException(what + cause.getMessage(), cause);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KubernetesScaleTarget that
                && targets == that.targets
                && namespace.equals(that.namespace)
                && ref.equals(that.ref);
    }

    @Override
    public int hashCode() {
        return Objects.hash(namespace, ref);
    }

    /** As in {@code Deployment shop/orders}. */
    @Override
    public String toString() {
        return ref.kind() + " " + namespace + "/" + ref.name();
    }
}
