package io.scaler4j.kubernetes;

import io.scaler4j.connect.Tls;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;

/** TLS to a server that goes by another name than its address has: that name is asked for, and checked. */
final class ServerNameStrategy extends DefaultClientTlsStrategy {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final String name;

    private ServerNameStrategy(Tls tls, HostnameVerifier names, String name) {
        super(tls.context(), names);
        this.name = name;
    }

    /** With the name of the address, unless there is another. */
    static TlsStrategy of(Tls tls, String name) {
        HostnameVerifier names = tls.isUnsafe() ? NoopHostnameVerifier.INSTANCE : new DefaultHostnameVerifier();
        return name.isEmpty()
                ? new DefaultClientTlsStrategy(tls.context(), names)
                : new ServerNameStrategy(tls, names, name);
    }

    @Override
    public void upgrade(
            TransportSecurityLayer session,
            NamedEndpoint endpoint,
            Object attachment,
            Timeout timeout,
            FutureCallback<TransportSecurityLayer> callback) {
        super.upgrade(session, new HttpHost(name, endpoint.getPort()), attachment, timeout, callback);
    }

    /** The JDK itself tells a server names with a dot alone, and no address is told at all. */
    @Override
    protected void initializeEngine(SSLEngine engine) {
        super.initializeEngine(engine);
        if (!ADDRESS.matcher(name).matches()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name.getBytes(StandardCharsets.US_ASCII))));
            engine.setSSLParameters(parameters);
        }
    }
}
