package io.scaler4j.kafka;

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
 * Plans triggers of type {@code kafka}. Its options are those of the table in {@code docs/kafka.md}. Triggers that name
 * the same servers, in whatever order, with the same security options, share one client.
 */
public final class KafkaScalerProvider implements ScalerProvider {

    static final List<Option<?>> OPTIONS = Stream.of(
                    KafkaTriggerOptions.DECLARED, SecurityOptions.DECLARED, AwsOptions.DECLARED)
            .<Option<?>>flatMap(List::stream)
            .toList();

    /** For {@link java.util.ServiceLoader}. */
    public KafkaScalerProvider() {}

    @Override
    public String type() {
        return "kafka";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        var given = OptionReader.of(spec, OPTIONS);
        var options = KafkaTriggerOptions.read(given);
        KafkaSecurity security = SecurityOptions.read(given);
        ClientSettings settings = settings(options.servers(), security, given);
        settings.checkForm(given.problems());
        settings.checkProtocols(given.problems());
        MetricSpec metric = MetricSpec.of(
                        spec.name(), given.target((double) options.lagThreshold(), KafkaTriggerOptions.LAG_THRESHOLD))
                .activatesAbove((double) options.activationLagThreshold());
        String name = metricName(options.lag());
        return given.plan(
                metric,
                index -> TriggerPlan.externalMetricName(index, name),
                context -> open(settings(options.servers(), security, given), options.lag(), context.connections()));
    }

    private static ClientSettings settings(List<String> servers, KafkaSecurity security, OptionReader given) {
        var settings = new ClientSettings();
        settings.addServers(servers);
        settings.security(Renewable.from(security, () -> SecurityOptions.readAgain(given)));
        return settings;
    }

    private static Scaler open(ClientSettings settings, LagOptions lag, SharedConnections connections) {
        KafkaCluster cluster = KafkaCluster.of(
                connections.lease(settings.key(), KafkaConnection.class, () -> KafkaCluster.connect(settings)));
        return KafkaLagScaler.open(cluster, lag);
    }

    /** As KEDA makes it of the topic, or of the group where no topic is named. */
    private static String metricName(LagOptions lag) {
        return "kafka-" + (lag.topics.isEmpty() ? lag.group + "-topics" : String.join(",", lag.topics));
    }
}
