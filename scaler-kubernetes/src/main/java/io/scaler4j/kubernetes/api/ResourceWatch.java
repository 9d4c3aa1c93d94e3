package io.scaler4j.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a list of the API server that follows its changes: one list in pages, then a watch. Of each object it keeps
 * what its user needs.
 *
 * <p>A watch is opened again where it ended. When the server has forgotten that place (410), and after errors, the list
 * is read again, with growing pauses up to 30 s. A connection on which nothing ends within 75 s is given up: the server
 * ends a watch after 60 s. Until the copy follows the server again, {@link #isReliable} is false, and the last copy
 * stays readable.
 *
 * <p>Thread-safe.
 *
 * @param <T> what is kept of an object
 */
public final class ResourceWatch<T> implements AutoCloseable {

    private static final int WATCH_SECONDS = 60;
    private static final Duration SILENCE = Duration.ofSeconds(WATCH_SECONDS + 15);
    private static final Duration GOOD = Duration.ofSeconds(5);

    /**
     * Is told of changes, on threads of the HTTP client, one change at a time, in the order of the server. Must return
     * at once.
     *
     * @param <T> what is kept of an object
     */
    @FunctionalInterface
    public interface Listener<T> {
        /**
         * An object is new, has changed, or is gone.
         *
         * @param key namespace and name with a slash in between; the name alone for objects without a namespace
         * @param now what is kept of it; null once it is gone
         */
        void changed(String key, @Nullable T now);
    }

    private final ApiConnection api;
    private final String path;
    private final Function<JsonNode, T> projection;
    private final Listener<T> listener;
    private final Map<String, Kept<T>> objects = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> listed = new CompletableFuture<>();
    private final CompletableFuture<Void> tried = new CompletableFuture<>();

    private volatile boolean reliable;
    private volatile @Nullable ApiException problem;
    private @Nullable WatchStream stream;
    private String version = "";
    private int failures;
    private long watchedSince;
    private volatile boolean closed;

    private ResourceWatch(ApiConnection api, String path, Function<JsonNode, T> projection, Listener<T> listener) {
        this.api = api;
        this.path = path;
        this.projection = projection;
        this.listener = listener;
    }

    /**
     * Begins to follow a list.
     *
     * @param <T> what is kept of an object
     * @param api stays the caller's; closing it ends the watch too
     * @param path of the list, with a query for selectors if there are any
     * @param projection what to keep of an object; is called on threads of the HTTP client
     * @param listener is told of changes, also of what the first list has
     * @return at once, while the first list is under way; to be closed by the caller
     */
    public static <T> ResourceWatch<T> open(
            ApiConnection api, String path, Function<JsonNode, T> projection, Listener<T> listener) {
        var watch = new ResourceWatch<>(
                Objects.requireNonNull(api, "api must not be null; KubernetesApi.open opens one"),
                path,
                projection,
                listener);
        watch.list();
        return watch;
    }

    /** {@return completes normally once the first list is complete, however long that takes} */
    public CompletionStage<Void> listed() {
        return listed.minimalCompletionStage();
    }

    /** {@return completes normally once the first list is complete or has failed, or this is closed} */
    public CompletionStage<Void> tried() {
        return tried.minimalCompletionStage();
    }

    /** {@return whether the copy follows the server: it is listed, and its watch is open} */
    public boolean isReliable() {
        return reliable;
    }

    /** {@return why the copy does not follow the server; empty while it does, or has just begun} */
    public Optional<ApiException> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * Returns what is kept of an object.
     *
     * @param key as in {@link Listener#changed}
     * @return empty if there is no such object, as far as is known
     */
    public Optional<T> get(String key) {
        return Optional.ofNullable(objects.get(key)).map(Kept::value);
    }

    /** {@return what is kept of all objects by key; a copy} */
    public Map<String, T> all() {
        var all = new HashMap<String, T>();
        objects.forEach((key, kept) -> all.put(key, kept.value()));
        return all;
    }

    /** {@return the keys of all objects; a copy} */
    public Set<String> keys() {
        return Set.copyOf(objects.keySet());
    }

    private void list() {
        if (closed) {
            return;
        }
        ListPages.read(api, path, projection).whenComplete((list, thrown) -> {
            if (thrown == null) {
                replace(list.objects(), list.version());
            } else {
                failed(Exchange.noAnswer(path, thrown), true);
            }
        });
    }

    private synchronized void replace(Map<String, Kept<T>> found, String listVersion) {
        if (closed) {
            return;
        }
        objects.keySet().stream()
                .filter(key -> !found.containsKey(key))
                .toList()
                .forEach(this::remove);
        found.forEach(this::keep);
        version = listVersion;
        reliable = true; // as of now; until the watch turns out not to open
        problem = null;
        listed.complete(null);
        tried.complete(null);
        watch();
    }

    private void keep(String key, Kept<T> now) {
        Kept<T> before = objects.put(key, now);
        if (before == null || !before.version().equals(now.version())) {
            listener.changed(key, now.value());
        }
    }

    private void remove(String key) {
        if (objects.remove(key) != null) {
            listener.changed(key, null);
        }
    }

    private synchronized void watch() {
        if (closed) {
            return;
        }
        String query = (path.contains("?") ? "&" : "?") + "watch=true&allowWatchBookmarks=true&timeoutSeconds="
                + WATCH_SECONDS + "&resourceVersion=" + version;
        var handle = new Object() {
            @Nullable
            WatchStream own;
        };
        WatchStream open = api.watch(path + query, event -> event(handle.own, event));
        handle.own = open;
        stream = open;
        watchedSince = System.nanoTime();
        Runnable alarm = api.later(
                () -> open.close(new ApiException(
                        ApiException.NO_ANSWER, "The watch of " + path + " did not end in time.", null)),
                SILENCE);
        open.opened().thenRun(() -> opened(open));
        open.ended().whenComplete((done, thrown) -> {
            alarm.run();
            if (thrown == null) {
                again(open);
            } else {
                ended(open, Exchange.noAnswer(path, thrown));
            }
        });
    }

    private synchronized void opened(WatchStream of) {
        if (stream == of && !closed) {
            reliable = true;
            problem = null;
        }
    }

    /** The server ends each watch after a while; one that it ends at once is a sign of trouble. */
    private synchronized void again(WatchStream of) {
        if (stream == of) {
            stream = null;
            forgetFailuresAfterGoodTime();
            if (failures > 0) {
                reliable = false; // the pauses grow
                problem =
                        new ApiException(ApiException.NO_ANSWER, "The watch of " + path + " was ended at once.", null);
            }
            api.later(this::watch, Pauses.after(failures++));
        }
    }

    private void forgetFailuresAfterGoodTime() {
        failures = System.nanoTime() - watchedSince > GOOD.toNanos() ? 0 : failures;
    }

    private void ended(WatchStream of, ApiException why) {
        synchronized (this) {
            if (stream != of) {
                return;
            }
            stream = null;
            forgetFailuresAfterGoodTime();
        }
        failed(why, why.status() != ApiException.NO_ANSWER);
    }

    private synchronized void event(@Nullable WatchStream of, JsonNode event) {
        if (closed || (of != null && stream != of)) {
            return;
        }
        JsonNode object = event.path("object");
        String type = event.path("type").asText("");
        if (type.equals("ERROR")) {
            giveUp(Exchange.refused("The watch of " + path, object.path("code").asInt(500), object.toString()));
            return;
        }
        try {
            follow(type, object);
        } catch (RuntimeException unusable) {
            giveUp(ListPages.unusable(path, unusable));
        }
    }

    private void follow(String type, JsonNode object) {
        switch (type) {
            case "ADDED", "MODIFIED" -> keep(Kept.key(object), Kept.of(object, projection));
            case "DELETED" -> remove(Kept.key(object));
            default -> {
                // a bookmark: its version was all it had to say
            }
        }
        failures = 0;
        version = object.path("metadata").path("resourceVersion").asText(version);
    }

    private void giveUp(ApiException why) {
        WatchStream broken = stream;
        stream = null;
        failed(why, true);
        if (broken != null) {
            broken.close(why);
        }
    }

    /** @param fromScratch whether the list has to be read again */
    private synchronized void failed(ApiException why, boolean fromScratch) {
        if (closed) {
            return;
        }
        reliable = false;
        problem = why;
        tried.complete(null);
        if (why.status() == ApiException.GONE && failures == 0) {
            failures = 1;
            api.later(this::list, Pauses.random());
            return;
        }
        api.later(fromScratch ? this::list : this::watch, Pauses.after(failures++));
    }

    /** Ends the watch; the copy stays readable. May be repeated. */
    @Override
    public void close() {
        WatchStream open;
        synchronized (this) {
            closed = true;
            reliable = false;
            open = stream;
            stream = null;
        }
        tried.complete(null);
        if (open != null) {
            open.close(new ApiException(ApiException.NO_ANSWER, "The watch of " + path + " was closed.", null));
        }
    }

    @Override
    public String toString() {
        return "watch of " + path;
    }
}
