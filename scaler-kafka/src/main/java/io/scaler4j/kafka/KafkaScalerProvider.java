package io.scaler4j.kafka;

import static io.scaler4j.spi.TriggerSpec.Place.ENVIRONMENT;
import static io.scaler4j.spi.TriggerSpec.Place.TRIGGER;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.SharedConnections;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Map;

/**
 * Makes triggers of type {@code kafka}. The options are those of the table in {@link io.scaler4j.kafka}. Triggers that
 * name the same servers, in whatever order, with the same security options, share one client.
 */
public final class KafkaScalerProvider implements ScalerProvider {

    private static final Map<String, OffsetResetPolicy> POLICIES =
            Map.of("latest", OffsetResetPolicy.LATEST, "earliest", OffsetResetPolicy.EARLIEST);

    /** For {@link java.util.ServiceLoader}. */
    public KafkaScalerProvider() {}

    @Override
    public String type() {
        return "kafka";
    }

    @Override
    public Trigger create(TriggerSpec spec, SharedConnections connections) {
        List<String> servers = spec.requiredList("bootstrapServers", TRIGGER, ENVIRONMENT);
        var scaler = KafkaLagScaler.builder()
                .topic(spec.requiredText("topic", TRIGGER, ENVIRONMENT))
                .consumerGroup(spec.requiredText("consumerGroup", TRIGGER, ENVIRONMENT))
                .offsetResetPolicy(spec.choice("offsetResetPolicy", POLICIES, OffsetResetPolicy.LATEST));
        var target = MetricTarget.averageValue((double) spec.integer("lagThreshold", 10, 1));
        long activatesAbove = spec.integer("activationLagThreshold", 0, 0);
        var settings = new ClientSettings();
        settings.addServers(servers);
        settings.security(SecurityOptions.read(spec), () -> SecurityOptions.readAgain(spec));
        settings.checkForm(spec.problems());
        scaler.checkForm(spec.problems());
        spec.verify();
        return Trigger.of(
                        spec.name(),
                        scaler.cluster(cluster(spec, settings, connections)).build(),
                        target)
                .activatesAbove((double) activatesAbove);
    }

    private static KafkaCluster cluster(TriggerSpec spec, ClientSettings settings, SharedConnections connections) {
        try {
            return connections.get(settings.key(), KafkaCluster.class, () -> KafkaCluster.open(settings));
        } catch (InvalidConfigurationException e) {
            throw new InvalidConfigurationException(spec.toString(), e.problems());
        }
    }
}
