package io.scaler4j.http;

import io.scaler4j.ReadRequest;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Polls a fleet: looks the addresses up, asks all at once, adds up what comes back. Thread-safe. */
final class FleetPolls {

    private final List<InterceptorAddress> addresses;
    private final InterceptorAddress.Names names;
    private final Executor executor;
    private final Duration timeout;
    private final QueueClient client = new QueueClient();
    private final FleetCounts counts;
    /** What the names led to last, for the time while they cannot be looked up. */
    private final Map<InterceptorAddress, List<URI>> lastFound = new ConcurrentHashMap<>();

    private long begun;
    private long applied;

    FleetPolls(
            List<InterceptorAddress> addresses,
            InterceptorAddress.Names names,
            Executor executor,
            Duration timeout,
            FleetCounts counts) {
        this.addresses = addresses;
        this.names = names;
        this.executor = executor;
        this.timeout = timeout;
        this.counts = counts;
    }

    /**
     * What a poll found.
     *
     * @param totals the sums
     * @param silent why interceptors did not answer, by address
     */
    record Poll(FleetCounts.Totals totals, Map<String, String> silent) {}

    CompletableFuture<Poll> poll(ReadRequest request) {
        long number = begin();
        Duration limit = limit(request);
        Map<String, String> silent = new ConcurrentHashMap<>();
        return CompletableFuture.supplyAsync(() -> resolve(silent), executor)
                .thenCompose(instances -> askAll(instances, silent, limit))
                .thenApply(answers -> new Poll(take(number, request.now(), answers), new TreeMap<>(silent)));
    }

    private synchronized long begin() {
        return ++begun;
    }

    private Duration limit(ReadRequest request) {
        Duration most = request.timeout().multipliedBy(3).dividedBy(4);
        Duration limit = most.compareTo(timeout) < 0 ? most : timeout;
        return limit.isZero() ? Duration.ofNanos(1) : limit;
    }

    /**
     * By address; null for a name that cannot be looked up. Its interceptors of before are asked then, and their counts
     * are not lost; the name counts as one that does not answer, since nobody knows the others behind it.
     */
    private Map<String, @Nullable URI> resolve(Map<String, String> silent) {
        Map<String, @Nullable URI> instances = new LinkedHashMap<>();
        for (InterceptorAddress address : addresses) {
            try {
                lastFound.put(address, address.resolve(names));
            } catch (UnknownHostException e) {
                instances.put(address.toString(), null);
                silent.put(address.toString(), "its name cannot be resolved");
            }
            for (URI uri : lastFound.getOrDefault(address, List.of())) {
                instances.put(uri.getAuthority() + uri.getPath(), uri);
            }
        }
        return instances;
    }

    private CompletableFuture<Map<String, @Nullable QueueAnswer>> askAll(
            Map<String, @Nullable URI> instances, Map<String, String> silent, Duration limit) {
        Map<String, CompletableFuture<@Nullable QueueAnswer>> asked = new LinkedHashMap<>();
        instances.forEach((name, uri) -> asked.put(
                name,
                uri == null
                        ? CompletableFuture.completedFuture(null)
                        : client.ask(uri, limit).handle((answer, thrown) -> {
                            if (thrown != null) {
                                silent.put(uri.getAuthority(), QueueClient.reason(thrown, limit));
                            }
                            return answer;
                        })));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> {
                    Map<String, @Nullable QueueAnswer> answers = new LinkedHashMap<>();
                    asked.forEach((name, answer) -> answers.put(name, answer.join()));
                    return answers;
                });
    }

    /** A slow poll that ends after a later one must not look like a restart. */
    private synchronized FleetCounts.Totals take(long number, Instant now, Map<String, @Nullable QueueAnswer> answers) {
        if (number < applied) {
            return counts.last();
        }
        applied = number;
        return counts.poll(now, answers);
    }
}
