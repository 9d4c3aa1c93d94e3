package io.scaler4j.external;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's TLS whose certificate may change: each new connection gets the current one. Thread-safe. */
final class RenewedSslContext extends SslContext {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedSslContext.class);

    private final Supplier<ServerTls> supplier;
    private ServerTls settings;
    private volatile SslContext current;

    /** @throws IllegalArgumentException if the first settings cannot be used */
    RenewedSslContext(ServerTls first, Supplier<ServerTls> supplier) {
        this.supplier = supplier;
        settings = first;
        current = context(first);
    }

    private static SslContext context(ServerTls settings) {
        return TlsContexts.server(settings.tls(), settings.checksClients());
    }

    /** Asks for the settings. Those that cannot be used are not taken: the server goes on as before. */
    synchronized void renew() {
        try {
            ServerTls now = supplier.get();
            if (now != null && !now.equals(settings)) {
                current = context(now);
                settings = now;
                LOG.info("new connections get the new certificate");
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "no new certificate, since its settings cannot be used ({})",
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // the method to override has it
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String host, int port) {
        return current.newEngine(allocator, host, port);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
    }
}
