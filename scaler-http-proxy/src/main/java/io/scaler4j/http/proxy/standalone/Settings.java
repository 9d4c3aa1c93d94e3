package io.scaler4j.http.proxy.standalone;

import io.scaler4j.http.proxy.InterceptorLimits;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What is set for the process as a whole, while it is read: by a file first, then by the environment. */
final class Settings {

    private static final int PORT = 8080;
    private static final int ADMIN_PORT = 9090;

    int port = PORT;
    int adminPort = ADMIN_PORT;
    Optional<InetAddress> address = Optional.empty();
    Optional<InetAddress> adminAddress = Optional.empty();
    boolean accessLog;
    boolean coldStartHeader = true;
    OptionalInt threads = OptionalInt.empty();
    /** For routes that do not say how many requests they hold. */
    OptionalInt holdRequests = OptionalInt.empty();

    @Nullable
    SSLContext tls;

    final InterceptorLimits.Builder limits = InterceptorLimits.builder();
}
