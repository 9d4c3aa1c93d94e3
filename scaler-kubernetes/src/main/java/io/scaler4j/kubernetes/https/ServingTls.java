package io.scaler4j.kubernetes.https;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The certificate of a server, and the authorities whose certificates it asks its clients for. Both may change while
 * the server runs, as cert-manager and the API server renew them: they are asked for again at most every 10 s, when a
 * client connects. What cannot be used then is logged and not taken; the server goes on with what it had.
 *
 * <p>All texts are PEM, as in {@link Tls}. The key is never printed. Immutable, thread-safe if the suppliers are.
 */
public final class ServingTls {

    private final Supplier<Certificate> certificate;
    private final Supplier<String> clientAuthorities;

    /**
     * A certificate and its key.
     *
     * @param chain the server's certificate, then those of its issuers
     * @param key its private key, not encrypted
     */
    public record Certificate(String chain, String key) {
        /**
         * Refuses nulls.
         *
         * @param chain PEM
         * @param key PEM
         */
        public Certificate {
            Objects.requireNonNull(chain, "chain must not be null; it is the server's certificate");
            Objects.requireNonNull(key, "key must not be null; it belongs to the certificate");
        }

        @Override
        public String toString() {
            return "a certificate and its key";
        }
    }

    private ServingTls(Supplier<Certificate> certificate, Supplier<String> clientAuthorities) {
        this.certificate = certificate;
        this.clientAuthorities = clientAuthorities;
    }

    /**
     * Takes the certificate from two files, as a secret of type {@code kubernetes.io/tls} is mounted.
     *
     * @param chain such as {@code /certificates/tls.crt}
     * @param key such as {@code /certificates/tls.key}
     * @return settings that ask no client for a certificate
     */
    public static ServingTls files(Path chain, Path key) {
        Objects.requireNonNull(chain, "chain must not be null; it is the file of the server's certificate");
        Objects.requireNonNull(key, "key must not be null; it is the file of the certificate's key");
        return of(() -> new Certificate(text(chain), text(key)));
    }

    /**
     * Takes the certificate from a function.
     *
     * @param certificate that of the moment
     * @return settings that ask no client for a certificate
     */
    public static ServingTls of(Supplier<Certificate> certificate) {
        Objects.requireNonNull(certificate, "certificate must not be null; a server has to show one");
        return new ServingTls(certificate, () -> "");
    }

    /**
     * Returns a copy that asks clients for a certificate. A client without one is served all the same, since probes
     * have none: what a request is worth without one is decided by what answers it. A certificate of another authority
     * is refused.
     *
     * @param authorities those of the moment, one or more certificates; empty to ask for none
     * @return a copy
     */
    public ServingTls asking(Supplier<String> authorities) {
        Objects.requireNonNull(authorities, "authorities must not be null; leave out what is not set");
        return new ServingTls(certificate, authorities);
    }

    /**
     * Checks what there is at the moment.
     *
     * @param problems takes what is wrong
     */
    public void check(Problems problems) {
        try {
            Tls now = current();
            if (problems.check(
                    now.showsCertificate(), "the server's certificate or its key is empty; a server has to show one")) {
                now.check(problems);
            }
        } catch (UncheckedIOException e) {
            problems.add(
                    "the server's certificate cannot be read (" + e.getCause() + "); mount it, or name another file");
        }
    }

    /** What there is at the moment. */
    Tls current() {
        Certificate own = certificate.get();
        String asked = clientAuthorities.get();
        var tls = Tls.builder().clientCertificate(own.chain(), own.key());
        return (asked.isBlank() ? tls : tls.onlyCertificateAuthorities(asked)).build();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "TLS of a server";
    }
}
