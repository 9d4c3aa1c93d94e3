package io.scaler4j.http.proxy;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** TLS by the JDK, with a choice between HTTP/2 and HTTP/1.1. */
final class TlsContexts {

    private TlsContexts() {}

    static SslContext ofClients(SSLContext context) {
        return of(context, false);
    }

    /** @param context null for the certificates that the JDK trusts */
    static SslContext ofReplicas(@Nullable SSLContext context) {
        try {
            return of(context == null ? SSLContext.getDefault() : context, true);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no TLS; give backendTls", e);
        }
    }

    private static SslContext of(SSLContext context, boolean isClient) {
        var protocols = new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1);
        return new JdkSslContext(
                context, isClient, null, IdentityCipherSuiteFilter.INSTANCE, protocols, ClientAuth.NONE, null, false);
    }
}
