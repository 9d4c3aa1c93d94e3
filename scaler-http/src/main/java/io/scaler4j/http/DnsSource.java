package io.scaler4j.http;

import io.scaler4j.Scheduler.Cancellable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link EndpointSource#dns}. */
final class DnsSource implements EndpointSource {

    private final String host;
    private final int port;
    private final Duration every;
    private final InterceptorAddress.Names names;

    DnsSource(String host, int port, Duration every, InterceptorAddress.Names names) {
        this.host = host;
        this.port = port;
        this.every = every;
        this.names = names;
    }

    @Override
    public Watch watch(Consumer<List<Endpoint>> listener, Context context) {
        var looking = new Looking(listener, context);
        looking.begin();
        return looking;
    }

    private final class Looking implements Watch {

        private final Consumer<List<Endpoint>> listener;
        private final Context context;
        private List<Endpoint> last = List.of();
        private boolean closed;
        private @Nullable Cancellable timer;

        Looking(Consumer<List<Endpoint>> listener, Context context) {
            this.listener = listener;
            this.context = context;
        }

        void begin() {
            try {
                context.executor().execute(this::look);
            } catch (RejectedExecutionException e) {
                again();
            }
        }

        private void look() {
            List<Endpoint> found = endpoints();
            synchronized (this) {
                if (!closed && found != null && !found.equals(last)) {
                    last = found;
                    listener.accept(found);
                }
            }
            again();
        }

        private synchronized void again() {
            if (!closed) {
                timer = context.scheduler().schedule(this::begin, every);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    /** Null if nobody knows. */
    private @Nullable List<Endpoint> endpoints() {
        try {
            return names.addresses(host).stream()
                    .map(InetAddress::getHostAddress)
                    .map(address -> Endpoint.http(address, port))
                    .sorted((one, other) -> one.host().compareTo(other.host()))
                    .toList();
        } catch (UnknownHostException e) {
            return isTemporary(e) ? null : List.of();
        } catch (RuntimeException e) {
            return null; // and the next look-up comes
        }
    }

    /** What the resolver of the system says in place of "name or service not known". */
    private static boolean isTemporary(UnknownHostException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("temporary");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
