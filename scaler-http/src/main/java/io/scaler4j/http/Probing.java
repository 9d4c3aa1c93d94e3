package io.scaler4j.http;

import io.scaler4j.Scheduler.Cancellable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of another source that pass a probe. One success makes an endpoint ready; three failures in a row make
 * it not ready, so that one slow answer under load does not take a replica away. Each endpoint is probed by itself: one
 * that hangs does not hold up others.
 */
final class Probing implements EndpointSource {

    private static final Duration AT_LEAST_WHILE_CALM = Duration.ofSeconds(1);
    private static final int FAILURES = 3;
    private static final int TIMEOUT_MILLIS = 1000;
    private static final int FIRST_GOOD = 200;
    private static final int FIRST_BAD = 400;

    private final EndpointSource candidates;
    private final Probe probe;
    private final Duration every;

    Probing(EndpointSource candidates, Probe probe, Duration every) {
        this.candidates = candidates;
        this.probe = probe;
        this.every = every;
    }

    /** Asks one endpoint; may block for a second. */
    @FunctionalInterface
    interface Probe {
        boolean passes(Endpoint endpoint) throws IOException;
    }

    static Duration checked(Duration every) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("the time between two looks must be more than 0, was " + every);
        }
        return every;
    }

    static boolean connects(Endpoint endpoint) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), TIMEOUT_MILLIS);
            return true;
        }
    }

    static boolean answers(Endpoint endpoint, String path) throws IOException {
        var url = new URL(endpoint + (path.startsWith("/") ? path : "/" + path));
        var connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try {
            int status = connection.getResponseCode();
            return status >= FIRST_GOOD && status < FIRST_BAD;
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public Watch watch(Consumer<List<Endpoint>> listener, Context context) {
        var rounds = new Rounds(listener, context);
        rounds.begin();
        return rounds;
    }

    private static final class Candidate {
        private boolean ready;
        private boolean underWay;
        private int failures;
    }

    private final class Rounds implements Watch {

        private final Consumer<List<Endpoint>> listener;
        private final Context context;
        private final Map<Endpoint, Candidate> known = new LinkedHashMap<>();
        private final Turnstile news = new Turnstile(this::tell);
        private List<Endpoint> told = List.of();
        private boolean wanted;
        private boolean closed;
        private @Nullable Watch watch;
        private @Nullable Cancellable timer;

        Rounds(Consumer<List<Endpoint>> listener, Context context) {
            this.listener = listener;
            this.context = context;
        }

        void begin() {
            Watch begun = candidates.watch(this::candidates, context);
            synchronized (this) {
                watch = begun;
                if (closed) {
                    begun.close();
                }
            }
            pauseThenRound();
        }

        private synchronized void pauseThenRound() {
            if (!closed) {
                timer = context.scheduler().schedule(this::round, pause());
            }
        }

        private void candidates(List<Endpoint> endpoints) {
            List<Endpoint> fresh;
            synchronized (this) {
                known.keySet().retainAll(endpoints);
                fresh = endpoints.stream()
                        .filter(endpoint -> known.putIfAbsent(endpoint, new Candidate()) == null)
                        .toList();
            }
            news.event();
            fresh.forEach(this::probe);
        }

        private void round() {
            List<Endpoint> due;
            synchronized (this) {
                due = List.copyOf(known.keySet());
            }
            pauseThenRound();
            due.forEach(this::probe);
        }

        private Duration pause() {
            return wanted || every.compareTo(AT_LEAST_WHILE_CALM) > 0 ? every : AT_LEAST_WHILE_CALM;
        }

        private void probe(Endpoint endpoint) {
            Candidate candidate;
            synchronized (this) {
                candidate = known.get(endpoint);
                if (closed || candidate == null || candidate.underWay) {
                    return;
                }
                candidate.underWay = true;
            }
            try {
                context.executor().execute(() -> done(candidate, passes(endpoint)));
            } catch (RejectedExecutionException e) {
                done(candidate, candidate.ready); // nobody knows
            }
        }

        private boolean passes(Endpoint endpoint) {
            try {
                return probe.passes(endpoint);
            } catch (IOException | RuntimeException e) {
                return false;
            }
        }

        private void done(Candidate candidate, boolean passed) {
            synchronized (this) {
                candidate.underWay = false;
                candidate.failures = passed ? 0 : candidate.failures + 1;
                candidate.ready = passed || (candidate.ready && candidate.failures < FAILURES);
            }
            news.event();
        }

        /** Not under the lock: requests are admitted meanwhile. */
        private void tell() {
            List<Endpoint> ready = changed();
            if (ready != null) {
                listener.accept(ready);
            }
        }

        private synchronized @Nullable List<Endpoint> changed() {
            List<Endpoint> ready = known.entrySet().stream()
                    .filter(one -> one.getValue().ready)
                    .map(Map.Entry::getKey)
                    .toList();
            if (closed || ready.equals(told)) {
                return null;
            }
            told = ready;
            return ready;
        }

        /** Begins a round at once, so that a request does not wait for the pause of calm times. */
        @Override
        public void wanted(boolean now) {
            Cancellable calm;
            Watch behind;
            synchronized (this) {
                calm = now && !wanted ? timer : null;
                wanted = now;
                behind = watch;
            }
            if (behind != null) {
                behind.wanted(now);
            }
            if (calm != null) {
                calm.cancel();
                round();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (timer != null) {
                timer.cancel();
            }
            if (watch != null) {
                watch.close();
            }
        }
    }
}
