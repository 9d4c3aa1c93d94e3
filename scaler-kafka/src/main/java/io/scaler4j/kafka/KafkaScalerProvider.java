package io.scaler4j.kafka;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerSpec;

/**
 * Makes triggers of type {@code kafka}. The options are those of the table in {@link io.scaler4j.kafka}. Triggers that
 * name the same servers, in whatever order, with the same security options, share one client.
 */
public final class KafkaScalerProvider implements ScalerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public KafkaScalerProvider() {}

    @Override
    public String type() {
        return "kafka";
    }

    @Override
    public Trigger create(TriggerSpec spec, SharedConnections connections) {
        var options = KafkaTriggerOptions.read(spec);
        ClientSettings settings = connection(spec, options);
        settings.checkForm(spec.problems());
        settings.checkProtocols(spec.problems());
        MetricTarget target = spec.target((double) options.lagThreshold(), "lagThreshold");
        spec.verify();
        KafkaCluster cluster = cluster(spec, settings, connections);
        return Trigger.of(spec.name(), KafkaLagScaler.open(cluster, options.lag()), target)
                .activatesAbove((double) options.activationLagThreshold());
    }

    private static ClientSettings connection(TriggerSpec spec, KafkaTriggerOptions options) {
        var settings = new ClientSettings();
        settings.addServers(options.servers());
        settings.security(SecurityOptions.read(spec), () -> SecurityOptions.readAgain(spec));
        return settings;
    }

    private static KafkaCluster cluster(TriggerSpec spec, ClientSettings settings, SharedConnections connections) {
        try {
            return KafkaCluster.of(
                    connections.lease(settings.key(), KafkaConnection.class, () -> KafkaCluster.connect(settings)));
        } catch (InvalidConfigurationException e) {
            throw new InvalidConfigurationException(spec.toString(), e.problems());
        }
    }
}
