package io.scaler4j.prometheus;

import io.scaler4j.Scaler;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plans triggers of type {@code prometheus}. Its options are those of the table in {@code docs/prometheus.md}. Triggers
 * that name the same server, with the same security options, share one client.
 */
public final class PrometheusScalerProvider implements ScalerProvider {

    static final List<Option<?>> OPTIONS = Stream.of(PrometheusTriggerOptions.DECLARED, SecurityOptions.DECLARED)
            .<Option<?>>flatMap(List::stream)
            .toList();

    /** For {@link java.util.ServiceLoader}. */
    public PrometheusScalerProvider() {}

    @Override
    public String type() {
        return "prometheus";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        var given = OptionReader.of(spec, OPTIONS);
        var options = PrometheusTriggerOptions.read(given);
        PrometheusSecurity security = SecurityOptions.read(given).security();
        if (!options.serverAddress().isEmpty()) {
            settings(options, security, given).checkForm(given.problems());
        }
        return given.plan(
                MetricSpec.of(spec.name(), options.target()).activatesAbove(options.activationThreshold()),
                index -> TriggerPlan.externalMetricName(index, "prometheus"),
                context -> open(settings(options, security, given), options.query(), context.connections()));
    }

    private static ConnectionSettings settings(
            PrometheusTriggerOptions options, PrometheusSecurity security, OptionReader given) {
        var settings = new ConnectionSettings();
        settings.address = options.serverAddress();
        settings.security(Renewable.from(security, () -> SecurityOptions.readAgain(given)));
        return settings;
    }

    private static Scaler open(ConnectionSettings settings, QueryOptions query, SharedConnections connections) {
        var server = PrometheusServer.of(
                connections.lease(settings.key(), PrometheusClient.class, () -> PrometheusClient.open(settings)));
        return PrometheusScaler.open(server, query.query(), query.rules());
    }
}
