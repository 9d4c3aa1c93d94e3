package io.scaler4j.external;

import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.scaler4j.Scheduler;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Renewal;
import io.scaler4j.connect.Secrets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel to a server and the scalers that read through it: what the handles of an {@link ExternalServer} share.
 * When the server does not accept its secrets they are asked for again, and another channel takes its place if they
 * have changed. It has one thread for the network, and one for look-ups of names, which ends when idle. Thread-safe.
 */
final class ExternalConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalConnection.class);

    private static final int IDLE_LOOK_UPS_END_AFTER_SECONDS = 5;
    private static final int LOOPS_END_WITHIN_SECONDS = 5;
    private static final int CHANNEL_ENDS_CHECK_MILLIS = 20;

    private final ChannelSettings settings;
    private final LongAdder calls;
    private final EventLoopGroup loops;
    private final ThreadPoolExecutor lookUps;
    private volatile Transport current;
    /** Of the channel before, too: what is under way may still fail with its secrets. */
    private volatile Secrets secrets;

    private @Nullable Renewal underWay;
    private Instant lastTry = Instant.MIN;
    private volatile boolean closed;

    private ExternalConnection(ChannelSettings settings, LongAdder calls) {
        this.settings = settings;
        this.calls = calls;
        loops = new MultiThreadIoEventLoopGroup(1, daemon("scaler4j-external"), NioIoHandler.newFactory());
        lookUps = new ThreadPoolExecutor(
                1,
                1,
                IDLE_LOOK_UPS_END_AFTER_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemon("scaler4j-external-names"));
        lookUps.allowCoreThreadTimeOut(true);
        ChannelSecurity first = settings.security().first();
        current = Transport.open(0, settings, first, loops, lookUps);
        secrets = current.secrets();
    }

    /**
     * Opens a connection, which reaches for the server with the first read.
     *
     * @param calls counts the calls
     * @throws io.scaler4j.config.InvalidConfigurationException if the settings cannot be used
     */
    static ExternalConnection open(ChannelSettings settings, LongAdder calls) {
        var problems = Problems.of(settings.toString());
        settings.check(problems);
        problems.throwIfAny();
        return new ExternalConnection(settings, calls);
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    Transport current() {
        return current;
    }

    /** The channel for a read, which tries to connect soon if it could not before. */
    Transport forRead(Instant now) {
        Transport transport = current;
        if (isTryDue(now)) {
            transport.connectAgain();
        }
        return transport;
    }

    private synchronized boolean isTryDue(Instant now) {
        boolean due = lastTry.equals(Instant.MIN) || Transport.isDue(lastTry, now);
        if (due) {
            lastTry = now;
        }
        return due;
    }

    ChannelSettings settings() {
        return settings;
    }

    LongAdder calls() {
        return calls;
    }

    /** Runs on the thread of the network; what it runs must be short. */
    Scheduler scheduler() {
        return Scheduler.of(loops);
    }

    /** Whether other secrets might help. */
    static boolean isRefusal(Throwable thrown) {
        if (Status.fromThrowable(thrown).getCode() == Status.Code.UNAUTHENTICATED) {
            return true;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    /**
     * The channel to use after one was refused: another if the secrets have changed, else the same. Secrets are asked
     * for once for all reads that wait.
     *
     * @param executor where secrets are asked for
     */
    CompletionStage<Transport> after(Transport refused, Executor executor) {
        Renewal renewal;
        synchronized (this) {
            if (closed || current.number() != refused.number()) {
                return CompletableFuture.completedStage(current);
            }
            if (underWay == null) {
                underWay = new Renewal(this::renew);
            }
            renewal = underWay;
        }
        return renewal.by(executor).thenApply(done -> current);
    }

    private void renew() {
        try {
            ChannelSecurity now = settings.security().current();
            if (!now.equals(current.security())) {
                replace(now);
            }
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
            LOG.warn("{}: no new secrets after the old ones were refused: {}", settings, mask(e.toString()));
        } finally {
            synchronized (this) {
                underWay = null;
            }
        }
    }

    private void replace(ChannelSecurity now) {
        var problems = Problems.of(settings.toString());
        now.check(problems);
        problems.throwIfAny();
        Transport old;
        synchronized (this) {
            if (closed) {
                return;
            }
            old = current;
            Transport next = Transport.open(old.number() + 1, settings, now, loops, lookUps);
            secrets = next.secrets().and(old.secrets());
            current = next;
        }
        old.close();
        LOG.info("{}: goes on with the new secrets", settings);
    }

    boolean isClosed() {
        return closed;
    }

    String mask(String text) {
        return secrets.mask(text);
    }

    Throwable mask(Throwable thrown) {
        return secrets.mask(thrown);
    }

    /** Does not wait for calls under way: they fail. */
    @Override
    public void close() {
        Transport last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = current;
        }
        last.close();
        endLoops(last);
    }

    /** A channel needs its thread until it has ended, which takes a moment. */
    private void endLoops(Transport last) {
        if (last.channel().isTerminated()) {
            lookUps.shutdown();
            loops.shutdownGracefully(
                    CHANNEL_ENDS_CHECK_MILLIS, LOOPS_END_WITHIN_SECONDS * 1000L, TimeUnit.MILLISECONDS);
        } else {
            loops.schedule(() -> endLoops(last), CHANNEL_ENDS_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
