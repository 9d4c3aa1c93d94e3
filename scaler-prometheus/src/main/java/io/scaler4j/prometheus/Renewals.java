package io.scaler4j.prometheus;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Renewal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The login of a connection, and how another takes its place when the server refuses it. Thread-safe. */
final class Renewals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private final ConnectionSettings settings;
    private volatile Login current;
    /** Of the login before, too: what is under way may still fail with its secrets. */
    private volatile PrometheusSecurity before;

    private @Nullable Renewal underWay;
    private long lastBegunNanos;
    private boolean closed;

    private Renewals(ConnectionSettings settings, Login first) {
        this.settings = settings;
        current = first;
        before = first.security();
        lastBegunNanos = System.nanoTime();
    }

    static Renewals open(ConnectionSettings settings) {
        PrometheusSecurity first = settings.firstSecurity();
        return new Renewals(settings, Login.of(0, first, transport(settings, first)));
    }

    private static HttpTransport transport(ConnectionSettings settings, PrometheusSecurity security) {
        return HttpTransport.open(
                security.tls(), settings.maximumConnections, settings.maximumBodyBytes, settings.proxies);
    }

    Login current() {
        return current;
    }

    String mask(String text) {
        return before.mask(current.security().mask(text));
    }

    /**
     * The login to use after one was refused: another, if there is one by now or the secrets have changed; else the
     * same. Secrets are asked for once for all waiting queries, and not again for what was sent before that.
     *
     * @param sentNanos when the query began that was refused
     */
    CompletionStage<Login> after(Login refused, long sentNanos, Executor executor) {
        Renewal renewal;
        synchronized (this) {
            if (closed || current.number() != refused.number()) {
                return CompletableFuture.completedStage(current);
            }
            if (underWay == null && sentNanos - lastBegunNanos < 0) {
                return CompletableFuture.completedStage(current);
            }
            if (underWay == null) {
                lastBegunNanos = System.nanoTime();
                underWay = new Renewal(this::renewAndTell);
            }
            renewal = underWay;
        }
        return renewal.by(executor).thenApply(done -> current);
    }

    private void renewAndTell() {
        try {
            renew();
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            LOG.warn("{}: no new secrets after the old ones were refused: {}", settings, mask(e.toString()));
        } finally {
            synchronized (this) {
                underWay = null;
            }
        }
    }

    /** A token may have been withdrawn while the secrets that it was given for are as they were. */
    private void renew() {
        PrometheusSecurity now = settings.currentSecurity();
        Login old = current;
        boolean tokenAgain = old.tokens() != null;
        if (now.equals(old.security()) && !tokenAgain) {
            return;
        }
        check(now);
        HttpTransport transport = now.hasSameTlsAs(old.security()) ? old.transport() : transport(settings, now);
        replace(old, Login.of(old.number() + 1, now, transport));
    }

    private void check(PrometheusSecurity now) {
        var problems = Problems.of(settings.toString());
        now.check(problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(settings.toString(), problems.sentences());
        }
    }

    private void replace(Login old, Login next) {
        boolean refused;
        synchronized (this) {
            refused = closed;
            if (!refused) {
                before = old.security();
                current = next;
            }
        }
        HttpTransport unused = refused ? next.transport() : old.transport();
        if (refused || unused != next.transport()) {
            unused.close();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        current.transport().close();
    }
}
