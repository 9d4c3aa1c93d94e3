package io.scaler4j.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of a connection. When the brokers do not accept it, the secrets are asked for again at the next read, and
 * a new client takes its place; at no other time. Thread-safe.
 *
 * <p>A login that asks another server before there is a client waits for the first read, too: making a connection never
 * waits for anyone.
 */
final class KafkaClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaClient.class);
    private static final CompletionStage<Void> READY = CompletableFuture.completedStage(null);

    private final ClientSettings settings;
    private final Admin admin;
    private final AtomicReference<@Nullable CompletableFuture<Void>> renewal = new AtomicReference<>();
    private volatile boolean renewalDue;
    private volatile @Nullable OpenClient current;
    private boolean closed;

    private KafkaClient(ClientSettings settings) {
        this.settings = settings;
        admin = (Admin)
                Proxy.newProxyInstance(Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, this::invoke);
    }

    /** A client with the first secrets, or one that gets them at the first read. */
    static KafkaClient open(ClientSettings builders) {
        ClientSettings settings = builders.detach();
        var client = new KafkaClient(settings);
        if (settings.firstSecurity().logsInFirst()) {
            settings.verify();
            client.renewalDue = true;
        } else {
            client.current = settings.open(settings.firstSecurity());
        }
        return client;
    }

    /** The same for good: its calls go to whatever client there is. */
    Admin admin() {
        return admin;
    }

    /**
     * Done at once, unless there is no client yet or its secrets were refused: then the executor looks for new ones.
     */
    CompletionStage<Void> ready(Executor executor) {
        if (!renewalDue) {
            CompletableFuture<Void> running = renewal.get();
            return running == null ? READY : running;
        }
        var mine = new CompletableFuture<Void>();
        CompletableFuture<Void> other = renewal.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        try {
            executor.execute(() -> renew(mine));
        } catch (RuntimeException e) {
            renewal.set(null);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void renew(CompletableFuture<Void> done) {
        renewalDue = false; // what is refused from now on is refused anew
        Throwable failure = null;
        try {
            openUnlessSame(settings.currentSecurity());
        } catch (RuntimeException | LinkageError e) { // a login module may lack a class of its own
            failure = e;
            renewalDue = true;
        }
        renewal.set(null);
        if (failure == null || current != null) {
            warn(failure);
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** With a client that was refused, the read goes on and says so itself. */
    private void warn(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn("{}: no new client could be made after the old one was refused: {}", settings, describe(failure));
        }
    }

    private String describe(Throwable failure) {
        return settings.secrets(settings.firstSecurity()).mask(failure.toString());
    }

    /** A client with the same secrets recovers by itself once the brokers accept them. */
    private void openUnlessSame(KafkaSecurity now) {
        OpenClient client = current;
        if (client == null || !client.security().equals(now)) {
            replace(settings.open(now));
        }
    }

    private synchronized void replace(OpenClient next) {
        OpenClient before = current;
        if (closed) {
            next.close();
            throw new IllegalStateException(settings + " was closed during the login");
        }
        current = next;
        if (before != null) {
            before.close();
        }
    }

    /** Takes note of what went wrong, and hands it back without secrets. */
    Throwable noted(Throwable thrown) {
        if (Secrets.authenticationFailure(thrown).isPresent()) {
            renewalDue = true;
        }
        OpenClient client = current;
        return settings.secrets(client == null ? settings.firstSecurity() : client.security())
                .mask(thrown);
    }

    private Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        OpenClient client = current;
        if (client == null) {
            throw new IllegalStateException(settings + " has no client");
        }
        try {
            return method.invoke(client.admin(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Does not wait for calls under way: they fail. */
    @Override
    public synchronized void close() {
        closed = true;
        OpenClient client = current;
        if (client != null) {
            client.close();
        }
    }
}
