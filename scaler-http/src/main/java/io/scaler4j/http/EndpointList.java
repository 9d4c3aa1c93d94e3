package io.scaler4j.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A source of endpoints that your code knows and sets. Thread-safe. */
public final class EndpointList implements EndpointSource {

    private final List<Consumer<List<Endpoint>>> listeners = new CopyOnWriteArrayList<>();
    private final Turnstile news = new Turnstile(this::tell);
    private volatile List<Endpoint> endpoints = List.of();

    /** Starts without endpoints. */
    public EndpointList() {}

    /**
     * Sets which endpoints are ready.
     *
     * @param ready all of them, in place of those before
     */
    public void set(List<Endpoint> ready) {
        endpoints = List.copyOf(ready);
        news.event();
    }

    private void tell() {
        List<Endpoint> ready = endpoints;
        listeners.forEach(listener -> listener.accept(ready));
    }

    /**
     * Sets which endpoints are ready.
     *
     * @param ready all of them, in place of those before
     */
    public void set(Endpoint... ready) {
        set(List.of(ready));
    }

    @Override
    public Watch watch(Consumer<List<Endpoint>> listener, Context context) {
        listeners.add(listener);
        news.event();
        return () -> listeners.remove(listener);
    }

    @Override
    public String toString() {
        return endpoints.toString();
    }
}
