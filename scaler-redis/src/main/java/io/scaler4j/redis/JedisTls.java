package io.scaler4j.redis;

import io.scaler4j.connect.Tls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** TLS as the client takes it: with stores, which are in memory here. */
final class JedisTls {

    /** The stores never leave this process. */
    private static final char[] STORE_PASSWORD = "in memory".toCharArray();

    private JedisTls() {}

    static SslOptions of(Tls tls) {
        var parameters = new SSLParameters();
        parameters.setProtocols(Tls.PROTOCOLS.toArray(String[]::new));
        var options = SslOptions.builder()
                .sslParameters(parameters)
                .sslVerifyMode(tls.isUnsafe() ? SslVerifyMode.INSECURE : SslVerifyMode.FULL);
        tls.keyStore(STORE_PASSWORD).ifPresent(store -> {
            byte[] bytes = bytes(store);
            options.keyStoreType(store.getType()).keystore(() -> new ByteArrayInputStream(bytes), STORE_PASSWORD);
        });
        if (!tls.isUnsafe()) {
            tls.trustStore().ifPresent(store -> {
                byte[] bytes = bytes(store);
                options.trustStoreType(store.getType())
                        .truststore(() -> new ByteArrayInputStream(bytes), STORE_PASSWORD);
            });
        }
        return options.build();
    }

    private static byte[] bytes(KeyStore store) {
        var bytes = new ByteArrayOutputStream();
        try {
            store.store(bytes, STORE_PASSWORD);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot keep certificates in memory", e);
        }
        return bytes.toByteArray();
    }
}
