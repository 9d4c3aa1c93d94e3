package io.scaler4j.kubernetes.https;

import io.scaler4j.connect.Tls;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings of a server that are looked at again as clients connect, behind one context of the JDK. Thread-safe. */
final class RenewedTls {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedTls.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int SESSIONS_LAST_SECONDS = 60;
    private static final char[] NO_PASSWORD = {};

    /** What the JDK makes of settings. */
    private record Managers(Tls tls, X509ExtendedKeyManager keys, Optional<X509ExtendedTrustManager> trust) {
        static Managers of(Tls tls) {
            try {
                var keys = KeyManagerFactory.getInstance("PKIX");
                keys.init(tls.keyStore(NO_PASSWORD).orElse(null), NO_PASSWORD);
                Optional<KeyStore> authorities = tls.trustStore().filter(Managers::isFilled);
                return new Managers(tls, (X509ExtendedKeyManager) keys.getKeyManagers()[0], trust(authorities));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(
                        "TLS cannot be set up (" + e.getClass().getSimpleName() + ")", e);
            }
        }

        private static boolean isFilled(KeyStore store) {
            try {
                return store.size() > 0;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a new store is always open", e);
            }
        }

        private static Optional<X509ExtendedTrustManager> trust(Optional<KeyStore> authorities)
                throws GeneralSecurityException {
            if (authorities.isEmpty()) {
                return Optional.empty();
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(authorities.get());
            return Optional.of((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
        }
    }

    private final ServingTls settings;
    private final LongSupplier nanos;
    private volatile Managers managers;
    private long lookedAt;

    /** @throws IllegalArgumentException if the settings of the moment cannot be used, with a sentence */
    RenewedTls(ServingTls settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        managers = Managers.of(settings.current());
        lookedAt = nanos.getAsLong();
    }

    /** A context that follows the settings. */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Keys()}, new TrustManager[] {new Trust()}, null);
            context.getServerSessionContext().setSessionTimeout(SESSIONS_LAST_SECONDS);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    boolean asksClients() {
        return managers.trust().isPresent();
    }

    /** The number of the certificate that is shown. */
    BigInteger serial() {
        X509ExtendedKeyManager keys = managers.keys();
        String alias = Objects.requireNonNull(keys.getServerAliases("EC", null))[0];
        return Objects.requireNonNull(keys.getCertificateChain(alias))[0].getSerialNumber();
    }

    /** Looks whether the settings have changed, unless it has just done so. */
    synchronized void renew() {
        long now = nanos.getAsLong();
        if (now - lookedAt < LOOK_EVERY_NANOS) {
            return;
        }
        lookedAt = now;
        try {
            Tls tls = settings.current();
            if (!tls.equals(managers.tls())) {
                managers = Managers.of(tls);
                LOG.info("new connections get the new certificates");
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "no new certificates, since they cannot be used ({}); the server goes on with those it has",
                    e.getClass().getSimpleName());
        }
    }

    private final class Keys extends X509ExtendedKeyManager {
        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            return managers.keys().chooseEngineServerAlias(type, issuers, engine);
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return managers.keys().chooseServerAlias(type, issuers, socket);
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return managers.keys().getServerAliases(type, issuers);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return managers.keys().getCertificateChain(alias);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return managers.keys().getPrivateKey(alias);
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return null;
        }
    }

    private final class Trust extends X509ExtendedTrustManager {
        private X509ExtendedTrustManager asked() throws CertificateException {
            return managers.trust()
                    .orElseThrow(() -> new CertificateException("this server takes no client certificates"));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            asked().checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            asked().checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            asked().checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw noServers();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw noServers();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw noServers();
        }

        private CertificateException noServers() {
            return new CertificateException("these settings are of a server, and connect to none");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return managers.trust()
                    .map(X509ExtendedTrustManager::getAcceptedIssuers)
                    .orElse(new X509Certificate[0]);
        }
    }
}
