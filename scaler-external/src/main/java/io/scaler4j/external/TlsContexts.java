package io.scaler4j.external;

import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2SecurityUtil;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.scaler4j.connect.Tls;

/** Makes of the settings what gRPC takes, with the TLS of the JDK. A client's check of names is gRPC's own. */
final class TlsContexts {

    private TlsContexts() {}

    /**
     * For a client.
     *
     * @throws IllegalArgumentException if the texts cannot be used, with a sentence
     */
    static SslContext client(Tls tls) {
        return context(tls, true, ClientAuth.NONE);
    }

    /**
     * For a server.
     *
     * @param checksClients whether a client must show a certificate of the authorities
     * @throws IllegalArgumentException if the texts cannot be used, with a sentence
     */
    static SslContext server(Tls tls, boolean checksClients) {
        return context(tls, false, checksClients ? ClientAuth.REQUIRE : ClientAuth.NONE);
    }

    private static SslContext context(Tls tls, boolean client, ClientAuth clients) {
        var http2 = new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, "h2");
        return new JdkSslContext(
                tls.context(),
                client,
                Http2SecurityUtil.CIPHERS,
                SupportedCipherSuiteFilter.INSTANCE,
                http2,
                clients,
                Tls.PROTOCOLS.toArray(String[]::new),
                false);
    }
}
