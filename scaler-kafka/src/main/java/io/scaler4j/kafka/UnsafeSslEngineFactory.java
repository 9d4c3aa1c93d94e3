package io.scaler4j.kafka;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS that trusts every certificate and every name, for {@link KafkaTls.Builder#unsafe}. The Kafka client makes one by
 * reflection; it is of no other use. The client's own certificate is Kafka's to read, as ever.
 */
public final class UnsafeSslEngineFactory implements SslEngineFactory {

    private final DefaultSslEngineFactory kafka = new DefaultSslEngineFactory();
    private @Nullable SSLContext context;

    /** For the Kafka client. */
    public UnsafeSslEngineFactory() {}

    @Override
    public void configure(Map<String, ?> configs) {
        kafka.configure(configs);
        try {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(ownKeys(), new TrustManager[] {new TrustsAll()}, null);
            context = trusting;
        } catch (GeneralSecurityException e) {
            throw new KafkaException("cannot prepare TLS without checks", e);
        }
    }

    private KeyManager @Nullable [] ownKeys() throws GeneralSecurityException {
        KeyStore own = kafka.keystore();
        if (own == null) {
            return null;
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(own, null); // the key in it is not encrypted
        return factory.getKeyManagers();
    }

    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, String endpointIdentification) {
        if (context == null) {
            throw new IllegalStateException("configure comes first");
        }
        SSLEngine engine = context.createSSLEngine(peerHost, peerPort);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(KafkaTls.PROTOCOLS.toArray(String[]::new));
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

    /** The extended kind, so that the JVM adds no check of its own. */
    private static final class TrustsAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
