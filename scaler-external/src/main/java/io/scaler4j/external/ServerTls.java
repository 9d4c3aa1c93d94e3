package io.scaler4j.external;

import io.scaler4j.connect.Tls;
import java.util.Objects;

/**
 * How a server encrypts its connections: the certificate that it shows, and the authorities of the certificates that it
 * asks its clients for. All texts are PEM, as in {@link Tls}. Equal if every setting is. The key is never printed.
 * Immutable, thread-safe.
 */
public final class ServerTls {

    private final Tls tls;
    private final boolean checksClients;

    private ServerTls(Tls tls, boolean checksClients) {
        this.tls = tls;
        this.checksClients = checksClients;
    }

    /**
     * Returns TLS for any client.
     *
     * @param chain the server's certificate, then those of its issuers
     * @param key its private key, not encrypted
     * @return settings, to be checked when a server is built with them
     */
    public static ServerTls of(String chain, String key) {
        return new ServerTls(Tls.builder().clientCertificate(chain, key).build(), false);
    }

    /**
     * Returns mutual TLS: only clients with a certificate of these authorities are served.
     *
     * @param chain the server's certificate, then those of its issuers
     * @param key its private key, not encrypted
     * @param clientAuthorities one or more certificates
     * @return settings, to be checked when a server is built with them
     */
    public static ServerTls mutual(String chain, String key, String clientAuthorities) {
        Objects.requireNonNull(clientAuthorities, "clientAuthorities must not be null; of(..) serves any client");
        return new ServerTls(
                Tls.builder()
                        .onlyCertificateAuthorities(clientAuthorities)
                        .clientCertificate(chain, key)
                        .build(),
                true);
    }

    Tls tls() {
        return tls;
    }

    boolean checksClients() {
        return checksClients;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerTls that && tls.equals(that.tls) && checksClients == that.checksClients;
    }

    @Override
    public int hashCode() {
        return tls.hashCode();
    }

    /** {@return the kind of encryption, without any text} */
    @Override
    public String toString() {
        return checksClients ? "mutual TLS" : "TLS";
    }
}
