package io.scaler4j.prometheus;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Tls;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link PrometheusScaler}. An address or a server, and a query, have to be given; everything else has a
 * default. Not thread-safe.
 */
public final class PrometheusScalerBuilder {

    private final ConnectionSettings settings = new ConnectionSettings();
    private final QueryOptions options = new QueryOptions();
    private @Nullable PrometheusServer server;

    PrometheusScalerBuilder() {}

    /**
     * Asks this server, with a client for this scaler alone. For further settings of the client, or to share it, use
     * {@link #server(PrometheusServer)}.
     *
     * @param url as {@link PrometheusServer.Builder#serverAddress(String)} says
     * @return this builder
     */
    public PrometheusScalerBuilder serverAddress(String url) {
        Objects.requireNonNull(url, "url must not be null; leave out what is not set");
        settings.address = url;
        return this;
    }

    /**
     * Sets the client's credentials; not beside a shared server, which has its own. For secrets that change while
     * everything runs, set {@link #security(Supplier)} in place of this.
     *
     * @param credentials sent with each request
     * @return this builder
     */
    public PrometheusScalerBuilder credentials(PrometheusCredentials credentials) {
        Objects.requireNonNull(credentials, "credentials must not be null; leave out what is not set");
        settings.credentials = credentials;
        return this;
    }

    /**
     * Sets whom the client trusts, and which certificate it shows; not beside a shared server, which has its own.
     *
     * @param tls for an address that begins with {@code https://}
     * @return this builder
     */
    public PrometheusScalerBuilder tls(Tls tls) {
        Objects.requireNonNull(tls, "tls must not be null; leave out what is not set");
        settings.tls = tls;
        return this;
    }

    /**
     * Sets trust and credentials together, where they do not change; in place of {@link #tls} and {@link #credentials}.
     *
     * @param security the settings
     * @return this builder
     */
    public PrometheusScalerBuilder security(PrometheusSecurity security) {
        Objects.requireNonNull(security, "security must not be null; leave out what is not set");
        settings.security(Renewable.from(() -> security));
        return this;
    }

    /**
     * Sets trust and credentials of the client for this scaler alone; not beside a shared server, which has its own.
     *
     * @param security asked for as {@link PrometheusServer.Builder#security(Supplier)} says
     * @return this builder
     */
    public PrometheusScalerBuilder security(Supplier<PrometheusSecurity> security) {
        Objects.requireNonNull(security, "security must not be null; leave out what is not set");
        settings.security(Renewable.from(security));
        return this;
    }

    /**
     * Shares a connection. The scaler takes its own handle, so this one may be closed at any time, and need not be: the
     * client closes with its last scaler, also where the server is built in place.
     *
     * @param server not closed
     * @return this builder
     */
    public PrometheusScalerBuilder server(PrometheusServer server) {
        Objects.requireNonNull(server, "server must not be null; leave out what is not set");
        this.server = server;
        return this;
    }

    /**
     * Says what to ask.
     *
     * @param promQl an expression that gives a scalar or a vector of one series
     * @return this builder
     */
    public PrometheusScalerBuilder query(String promQl) {
        Objects.requireNonNull(promQl, "promQl must not be null; leave out what is not set");
        options.query = promQl;
        return this;
    }

    /**
     * Asks for one tenant of a front end that tells them apart by a parameter {@code namespace}, such as Thanos behind
     * a proxy. Others want a header, such as {@code X-Scope-OrgID} of Cortex and Mimir.
     *
     * @param namespace blank for none
     * @return this builder
     */
    public PrometheusScalerBuilder namespace(String namespace) {
        Objects.requireNonNull(namespace, "namespace must not be null; leave out what is not set");
        options.namespace = namespace;
        return this;
    }

    /**
     * Sends a header along. It is not sent to another server that the first one redirects to, and never printed.
     *
     * @param name in place of a header of the same name that was set before
     * @param value one line of text
     * @return this builder
     */
    public PrometheusScalerBuilder header(String name, String value) {
        Objects.requireNonNull(name, "name must not be null; leave out what is not set");
        Objects.requireNonNull(value, "value must not be null; leave out what is not set");
        options.headers.put(name, value);
        return this;
    }

    /**
     * Adds a parameter to the URL.
     *
     * @param name in place of a parameter of the same name that was set before
     * @param value anything; it is escaped, and never printed
     * @return this builder
     */
    public PrometheusScalerBuilder queryParameter(String name, String value) {
        Objects.requireNonNull(name, "name must not be null; leave out what is not set");
        Objects.requireNonNull(value, "value must not be null; leave out what is not set");
        options.parameters.put(name, value);
        return this;
    }

    /**
     * Limits the time for the whole exchange: connection, redirects, and the answer to its last byte. The deadline of a
     * read counts as well, if it is earlier.
     *
     * @param timeout more than 0; unless set, 3 s
     * @return this builder
     */
    public PrometheusScalerBuilder timeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout must not be null; leave out what is not set");
        options.timeout = timeout;
        return this;
    }

    /**
     * Says what an answer without any series means.
     *
     * @param missing unless set, {@link MissingValue#failure()}
     * @return this builder
     */
    public PrometheusScalerBuilder whenEmpty(MissingValue missing) {
        Objects.requireNonNull(missing, "missing must not be null; leave out what is not set");
        options.whenEmpty = missing;
        return this;
    }

    /**
     * Says what NaN and infinities mean.
     *
     * @param missing unless set, {@link MissingValue#failure()}
     * @return this builder
     */
    public PrometheusScalerBuilder whenNonFinite(MissingValue missing) {
        Objects.requireNonNull(missing, "missing must not be null; leave out what is not set");
        options.whenNonFinite = missing;
        return this;
    }

    /**
     * Says what a number below 0 means.
     *
     * @param meaning unless set, {@link NegativeValue#ZERO}
     * @return this builder
     */
    public PrometheusScalerBuilder whenNegative(NegativeValue meaning) {
        Objects.requireNonNull(meaning, "meaning must not be null; leave out what is not set");
        options.whenNegative = meaning;
        return this;
    }

    /**
     * Makes one number of several series. An aggregation in the query, such as {@code sum(..)}, spares the server and
     * the way.
     *
     * @param reduction unless set, several series are a failure
     * @return this builder
     */
    public PrometheusScalerBuilder reduce(Reduction reduction) {
        Objects.requireNonNull(reduction, "reduction must not be null; leave out what is not set");
        options.reduction = Optional.of(reduction);
        return this;
    }

    /**
     * Opens the scaler: it does not matter whether the server is there yet.
     *
     * @return to be closed by the autoscaler that gets it, or by the caller
     * @throws InvalidConfigurationException if settings are wrong, with all problems
     */
    public PrometheusScaler build() {
        var problems = Problems.of("Prometheus scaler");
        if (server == null) {
            settings.check(problems);
        } else {
            problems.check(settings.address.isEmpty(), "give a serverAddress or a server, not both");
            problems.check(
                    !settings.hasSecurity(),
                    "security, tls and credentials are a matter of the server given; set them on"
                            + " PrometheusServer.builder() and leave them out here");
        }
        problems.check(!options.query.isBlank(), "query is missing; give a PromQL expression");
        options.check(problems);
        problems.throwIfAny();
        return PrometheusScaler.open(
                server == null ? PrometheusServer.ofOne(settings) : server.share(), options.query(), options.rules());
    }
}
