package io.scaler4j.kafka;

import io.scaler4j.connect.Tls;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/** TLS as the client takes it: as PEM. */
final class TlsProperties {

    private TlsProperties() {}

    static Map<String, Object> of(Tls tls) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, Tls.PROTOCOLS);
        String trusted = tls.trustedPem();
        if (tls.isUnsafe()) {
            properties.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, UnsafeSslEngineFactory.class);
            properties.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "");
        } else if (!trusted.isEmpty()) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(trusted));
        }
        if (tls.showsCertificate()) {
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(tls.certificatePem()));
            properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(tls.keyPem()));
        }
        return properties;
    }
}
