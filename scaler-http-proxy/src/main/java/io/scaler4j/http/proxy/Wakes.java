package io.scaler4j.http.proxy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who is told when a route without a replica, or without anything to do, gets a request. Thread-safe. */
final class Wakes {

    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
    private final List<Runnable> ofAny = new CopyOnWriteArrayList<>();

    void set(String route, Runnable action) {
        actions.put(route, action);
    }

    void ofAny(Runnable action) {
        ofAny.add(action);
    }

    void wake(String route) {
        Runnable action = actions.get(route);
        if (action != null) {
            action.run();
        }
        for (Runnable one : ofAny) {
            one.run();
        }
    }
}
