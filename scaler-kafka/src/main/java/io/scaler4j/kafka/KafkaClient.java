package io.scaler4j.kafka;

import io.scaler4j.connect.FailureTable;
import io.scaler4j.connect.Renewal;
import io.scaler4j.connect.Secrets;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of a connection. When the brokers do not accept it, the secrets are asked for again at the next read, and
 * a new client takes its place if they have changed. It also does when no broker has answered for a minute: a client
 * knows the brokers that it was told of last, and they may all have moved. Thread-safe.
 *
 * <p>A login that asks another server before there is a client waits for the first read, too: making a connection never
 * waits for anyone.
 */
final class KafkaClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaClient.class);
    private static final CompletionStage<Void> READY = CompletableFuture.completedStage(null);
    /** After so long without an answer the servers to begin with are asked again. */
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final ClientSettings settings;
    private final Admin admin;
    private final AtomicReference<@Nullable Renewal> renewal = new AtomicReference<>();
    private volatile boolean renewalDue;
    /** Whether a new client is wanted though the secrets are the same. */
    private volatile boolean reopeningDue;
    /** When brokers were first asked in vain after they had answered last. */
    private volatile @Nullable Instant silentSince;
    /** Whether the client there is has ever been answered. */
    private volatile boolean answered;

    private volatile @Nullable OpenClient current;
    /** Of the client there is, and of the settings that were tried last. */
    private volatile Secrets secrets;

    private boolean closed;

    private KafkaClient(ClientSettings settings) {
        this.settings = settings;
        secrets = settings.secrets(settings.firstSecurity());
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
            client.openOrWait();
        }
        return client;
    }

    /** A name that cannot be resolved now may be later. */
    private void openOrWait() {
        try {
            current = settings.open(settings.firstSecurity());
        } catch (UnresolvedServersException e) {
            LOG.warn("{}: there is no client yet, each read tries to make one: {}", settings, e.getMessage());
            renewalDue = true;
        }
    }

    /** The same for good: its calls go to whatever client there is. */
    Admin admin() {
        return admin;
    }

    /**
     * Done at once, unless there is no client yet or its secrets were refused: then the executor looks for new ones.
     */
    CompletionStage<Void> ready(Executor executor) {
        Renewal due = renewal.get();
        if (due == null && !renewalDue) {
            return READY;
        }
        if (due == null) {
            var mine = new Renewal(this::renewAndTell);
            Renewal other = renewal.compareAndExchange(null, mine);
            due = other == null ? mine : other;
        }
        return due.by(executor);
    }

    private void renewAndTell() {
        Throwable failure = new IllegalStateException("the login was broken off");
        try {
            failure = renew();
        } finally {
            renewalDue |= failure != null;
            renewal.set(null);
        }
        if (failure != null && current == null) {
            throw new CompletionException(failure);
        }
        warn(failure);
    }

    private @Nullable Throwable renew() {
        renewalDue = false; // a later refusal counts as a new one
        boolean reopening = reopeningDue;
        try {
            openUnlessSame(settings.currentSecurity(), reopening);
            reopeningDue = false;
            return null;
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            return e; // a login module may lack one of its own classes
        }
    }

    /** With a client that was refused, the read goes on and says so itself. */
    private void warn(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn(
                    "{}: no new client could be made after the old one was refused or not answered: {}",
                    settings,
                    secrets.mask(failure).toString());
        }
    }

    /** A client with the same secrets recovers by itself once the brokers accept them. */
    private void openUnlessSame(KafkaSecurity now, boolean reopening) {
        OpenClient client = current;
        if (client != null && !reopening && client.security().equals(now)) {
            return;
        }
        Secrets tried = settings.secrets(now);
        secrets = client == null ? tried : tried.and(settings.secrets(client.security()));
        replace(settings.open(now));
    }

    private void replace(OpenClient next) {
        OpenClient before = swap(next);
        if (before != null) {
            before.close();
        }
    }

    /** The client before. It is closed by the caller, since that waits for its thread, which may want the lock. */
    private synchronized @Nullable OpenClient swap(OpenClient next) {
        if (closed) {
            return next;
        }
        OpenClient before = current;
        current = next;
        answered = false;
        silentSince = null;
        return before;
    }

    /** Takes note that a broker has answered. */
    void answered() {
        answered = true;
        silentSince = null;
    }

    /**
     * Takes note of what went wrong, and hands it back without secrets.
     *
     * @param now the time of the read
     */
    Throwable noted(Throwable thrown, Instant now) {
        if (ReadFailures.isAuthentication(thrown)) {
            renewalDue = true;
        }
        if (!ReadFailures.isSilence(thrown)) {
            answered();
            return masked(thrown);
        }
        Instant since = silentSince;
        if (since == null) {
            silentSince = now;
        } else if (Duration.between(since, now).abs().compareTo(LONGEST_SILENCE) >= 0) {
            silentSince = now; // a new client gets as much time
            reopeningDue = true;
            renewalDue = true;
        }
        return masked(explained(thrown));
    }

    private Throwable masked(Throwable thrown) {
        return ReadFailures.mask(FailureTable.unwrap(thrown), secrets);
    }

    /** What the way in which brokers end connections tells about the settings, as long as none has answered. */
    Throwable explained(Throwable silence) {
        OpenClient client = current;
        if (client == null || answered) {
            return silence;
        }
        return switch (Greeting.of(client.admin().metrics())) {
            case UNKNOWN -> silence;
            case ENDED_WITHOUT_A_WORD -> new GreetingException.NothingUnderstood(ReadFailures.reason(silence));
            case ENDED_AFTER_HELLO ->
                client.security().credentials().isPresent()
                        ? silence
                        : new GreetingException.LoginIsMissing(ReadFailures.reason(silence));
        };
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
    public void close() {
        OpenClient client = last();
        if (client != null) {
            client.close();
        }
    }

    private synchronized @Nullable OpenClient last() {
        closed = true;
        return current;
    }
}
