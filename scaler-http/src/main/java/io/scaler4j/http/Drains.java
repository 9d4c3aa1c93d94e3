package io.scaler4j.http;

import io.scaler4j.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Those who wait until endpoints have no request. Thread-safe. */
final class Drains {

    private final Predicate<Endpoint> isIdle;
    private final List<Drain> underWay = new CopyOnWriteArrayList<>();

    private record Drain(List<Endpoint> endpoints, CompletableFuture<Void> done) {}

    Drains(Predicate<Endpoint> isIdle) {
        this.isIdle = isIdle;
    }

    /** Completes when the endpoints have no request, or when the time is over. */
    CompletionStage<Void> begin(List<Endpoint> endpoints, Duration limit, Scheduler scheduler) {
        var drain = new Drain(endpoints, new CompletableFuture<>());
        underWay.add(drain);
        Scheduler.Cancellable timer = scheduler.schedule(() -> drain.done().complete(null), limit);
        drain.done().whenComplete((done, thrown) -> {
            timer.cancel();
            underWay.remove(drain);
        });
        check();
        return drain.done();
    }

    /** To be called whenever an endpoint may have become idle. */
    void check() {
        for (Drain drain : underWay) {
            if (drain.endpoints().stream().allMatch(isIdle)) {
                drain.done().complete(null);
            }
        }
    }
}
