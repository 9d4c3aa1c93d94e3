package io.scaler4j.prometheus;

import io.scaler4j.Trigger;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerSpec;

/**
 * Makes triggers of type {@code prometheus}. The options are those of the table in {@link io.scaler4j.prometheus}.
 * Triggers that name the same server, with the same security options, share one client.
 */
public final class PrometheusScalerProvider implements ScalerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public PrometheusScalerProvider() {}

    @Override
    public String type() {
        return "prometheus";
    }

    @Override
    public Trigger create(TriggerSpec spec, SharedConnections connections) {
        var options = PrometheusTriggerOptions.read(spec);
        ConnectionSettings settings = settings(spec, options);
        if (!options.serverAddress().isEmpty()) {
            settings.checkForm(spec.problems());
        }
        spec.verify();
        var server = PrometheusServer.of(
                connections.lease(settings.key(), PrometheusClient.class, () -> PrometheusClient.open(settings)));
        var scaler = PrometheusScaler.open(
                server, options.query().query(), options.query().rules());
        return Trigger.of(spec.name(), scaler, options.target()).activatesAbove(options.activationThreshold());
    }

    private static ConnectionSettings settings(TriggerSpec spec, PrometheusTriggerOptions options) {
        var settings = new ConnectionSettings();
        settings.address = options.serverAddress();
        settings.security(SecurityOptions.read(spec).security(), () -> SecurityOptions.readAgain(spec));
        return settings;
    }
}
