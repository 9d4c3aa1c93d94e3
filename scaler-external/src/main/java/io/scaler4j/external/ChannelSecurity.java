package io.scaler4j.external;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import java.util.List;
import java.util.Optional;

/**
 * How a connection is encrypted.
 *
 * @param tls empty for plain text
 * @param parts every setting as it was given, for a digest: settings that mean the same may still differ in them
 */
record ChannelSecurity(Optional<Tls> tls, List<String> parts) {

    static final ChannelSecurity NONE = new ChannelSecurity(Optional.empty(), List.of());

    static ChannelSecurity of(Tls tls) {
        return new ChannelSecurity(Optional.of(tls), tls.parts());
    }

    /**
     * Takes KEDA's options; absent texts are empty. TLS is used if it is asked for, and if there is something that only
     * TLS needs. A certificate without its key has no effect, and neither has a key alone.
     */
    static ChannelSecurity of(boolean enableTls, boolean unsafe, String authorities, String certificate, String key) {
        List<String> parts =
                List.of(Boolean.toString(enableTls), Boolean.toString(unsafe), authorities, certificate, key);
        boolean showsCertificate = !certificate.isEmpty() && !key.isEmpty();
        if (!enableTls && authorities.isEmpty() && !showsCertificate) {
            return new ChannelSecurity(Optional.empty(), parts);
        }
        Tls.Builder tls = Tls.builder().unsafe(unsafe);
        if (!authorities.isEmpty()) {
            tls.certificateAuthorities(authorities);
        }
        if (showsCertificate) {
            tls.clientCertificate(certificate, key);
        }
        return new ChannelSecurity(Optional.of(tls.build()), parts);
    }

    void check(Problems problems) {
        tls.ifPresent(settings -> settings.check(problems));
    }

    /** What no text may show. */
    List<String> secrets() {
        return tls.map(Tls::secrets).orElse(List.of());
    }

    /** Whether it is encrypted, and nothing of the texts. */
    @Override
    public String toString() {
        return tls.map(Tls::toString).orElse("plain text");
    }
}
