package io.scaler4j.kafka;

import io.scaler4j.connect.Tls;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS that trusts every certificate and every name, for {@link Tls.Builder#unsafe}. The Kafka client makes one by
 * reflection; it is of no other use.
 */
public final class UnsafeSslEngineFactory implements SslEngineFactory {

    private final DefaultSslEngineFactory kafka = new DefaultSslEngineFactory();
    private @Nullable SSLContext context;

    /** For the Kafka client. */
    public UnsafeSslEngineFactory() {}

    @Override
    public void configure(Map<String, ?> configs) {
        kafka.configure(configs);
        context = Tls.builder()
                .clientCertificate(
                        pem(configs, SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG),
                        pem(configs, SslConfigs.SSL_KEYSTORE_KEY_CONFIG))
                .unsafe(true)
                .build()
                .context();
    }

    private static String pem(Map<String, ?> configs, String name) {
        return configs.get(name) instanceof Password text ? text.value() : "";
    }

    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, String endpointIdentification) {
        if (context == null) {
            throw new IllegalStateException("configure comes first");
        }
        SSLEngine engine = context.createSSLEngine(peerHost, peerPort);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(Tls.PROTOCOLS.toArray(String[]::new));
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        throw new UnsupportedOperationException("for clients only");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
        return kafka.shouldBeRebuilt(nextConfigs);
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return kafka.reconfigurableConfigs();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return kafka.keystore();
    }

    @Override
    public @Nullable KeyStore truststore() {
        return kafka.truststore();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
