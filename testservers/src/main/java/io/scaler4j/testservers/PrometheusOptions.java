package io.scaler4j.testservers;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of a Prometheus for a test. Immutable; each method returns a changed copy. */
public final class PrometheusOptions {
    /** The user of a server {@link #withPassword()}. */
    public static final String USER = "scaler";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "correct horse battery";

    /** By bcrypt with a cost of 4, as {@code htpasswd -nbBC 4} makes it. */
    static final String PASSWORD_HASH = "$2b$04$dE2TWNzi95y5t.b4sDYlo.LfFXqHO2KhAwyQDbTxdkwQomHg/1FKa";

    private final List<String> targets;
    private final @Nullable TestCertificates certificates;
    private final boolean clientCertificate;
    private final boolean password;
    private final String remote;
    private final String history;

    private PrometheusOptions(
            List<String> targets,
            @Nullable TestCertificates certificates,
            boolean clientCertificate,
            boolean password,
            String remote,
            String history) {
        this.targets = List.copyOf(targets);
        this.remote = remote;
        this.history = history;
        this.certificates = certificates;
        this.clientCertificate = clientCertificate;
        this.password = password;
    }

    /** {@return a server that scrapes these targets every second, at {@code /metrics}} */
    public static PrometheusOptions scraping(String... targets) {
        return new PrometheusOptions(List.of(targets), null, false, false, "", "");
    }

    /** Lets it speak TLS, as the server of these certificates. */
    public PrometheusOptions withTls(TestCertificates certificates) {
        return new PrometheusOptions(targets, certificates, false, password, remote, history);
    }

    /** Lets it speak TLS, and ask clients for a certificate of the same authority. */
    public PrometheusOptions withMutualTls(TestCertificates certificates) {
        return new PrometheusOptions(targets, certificates, true, password, remote, history);
    }

    /** Lets it ask for {@link #USER} and {@link #PASSWORD}. */
    public PrometheusOptions withPassword() {
        return new PrometheusOptions(targets, certificates, clientCertificate, true, remote, history);
    }

    /** Lets it read older samples from another storage, at this address, for every query. */
    public PrometheusOptions withRemoteRead(String url) {
        return new PrometheusOptions(targets, certificates, clientCertificate, password, url, history);
    }

    /**
     * Lets it begin with samples of the past. Of a process alone, not of a container.
     *
     * @param openMetrics in the text format of OpenMetrics, with times, ended by {@code # EOF}
     */
    public PrometheusOptions withHistory(String openMetrics) {
        return new PrometheusOptions(targets, certificates, clientCertificate, password, remote, openMetrics);
    }

    Optional<String> history() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history);
    }

    Optional<String> remoteRead() {
        return remote.isEmpty() ? Optional.empty() : Optional.of(remote);
    }

    List<String> targets() {
        return targets;
    }

    Optional<TestCertificates> certificates() {
        return Optional.ofNullable(certificates);
    }

    boolean wantsClientCertificate() {
        return clientCertificate;
    }

    boolean wantsPassword() {
        return password;
    }

    String scheme() {
        return certificates == null ? "http" : "https";
    }
}
