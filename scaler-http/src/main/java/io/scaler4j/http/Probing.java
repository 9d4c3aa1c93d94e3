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
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of another source that pass a probe. One success makes an endpoint ready; three failures in a row make
 * it not ready, so that one slow answer under load does not take a replica away. Each endpoint is probed by itself: one
 * that hangs does not hold up others.
 */
final class Probing implements EndpointSource {

    /** At least so much is between two rounds while no request waits. */
    private static final Duration SECOND = Duration.ofSeconds(1);

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
        /** Whether requests have begun to wait since the last round. */
        private boolean hurried;
        /** Whether the last round is so long ago that a hurried one may come. */
        private boolean rested;
        /** Of rounds and of what they wait for: a timer that was taken back too late is known by it. */
        private long number;

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
            synchronized (this) {
                rest();
            }
        }

        /** However often requests begin to wait, endpoints are not probed without a pause. */
        private void rest() {
            hurried = false;
            rested = false;
            next(this::rested, shortest());
        }

        private Duration shortest() {
            return every.compareTo(SECOND) < 0 ? every : SECOND;
        }

        private Duration usual() {
            return wanted || every.compareTo(SECOND) > 0 ? every : SECOND;
        }

        /** Nothing else is due then. */
        private void next(LongConsumer task, Duration delay) {
            if (!closed) {
                long current = ++number;
                timer = context.scheduler().schedule(() -> task.accept(current), delay);
            }
        }

        private void rested(long timed) {
            synchronized (this) {
                Duration left = usual().minus(shortest());
                if (timed == number && !hurried && !left.isZero()) {
                    rested = true;
                    next(this::round, left);
                    return;
                }
            }
            round(timed);
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

        private void round(long timed) {
            List<Endpoint> due;
            synchronized (this) {
                if (timed != number) {
                    return;
                }
                due = List.copyOf(known.keySet());
                rest();
            }
            due.forEach(this::probe);
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
                unknown(candidate);
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

        private synchronized void unknown(Candidate candidate) {
            candidate.underWay = false;
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
            Watch behind;
            long due = 0;
            synchronized (this) {
                hurried |= now && !wanted;
                wanted = now;
                behind = watch;
                if (hurried && rested && timer != null) {
                    timer.cancel();
                    due = number;
                }
            }
            if (behind != null) {
                behind.wanted(now);
            }
            if (due != 0) {
                round(due);
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
