package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerBlockingStub;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which metadata of a client is a trigger of the server, and which source it is. */
class ServedTriggersTest extends ServerFixture {

    private ExternalScalerServer server;

    private ExternalScalerBlockingStub start(ExternalScalerServerBuilder builder) {
        server = started(builder);
        return client(channel(server));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "trigger=mails| there is no trigger \"mails\"; there are [orders]",
                "queue=orders| the metadata names no trigger; set trigger to one of [orders], or type to one of [cron]",
                "trigger=orders,type=cron| trigger and type exclude each other; name a trigger of the server, or write one",
                "type=external| the type \"external\" is not served; served are [cron]",
                "type=cron,password=hush-hush| secrets are not read from the metadata, it has [password]; have the server"
                        + " keep them, and name them by authentication",
                "type=cron,passwordFromEnv=hush-hush| secrets are not read from the metadata, it has [passwordFromEnv];"
                        + " have the server keep them, and name them by authentication",
                "type=cron,authentication=prod| the server has no authentication \"prod\"; it has [test]"
            })
    void metadataThatIsNoTriggerIsRefusedWithASentence(String metadata, String sentence) {
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            var client = start(builder()
                    .trigger("orders", plan)
                    .catalog(catalog, "cron")
                    .authentication("test", () -> Map.of("password", "p")));
            var pairs = new HashMap<String, String>();
            for (String pair : metadata.split(",")) {
                pairs.put(pair.split("=")[0], pair.split("=")[1]);
            }

            Status status = failure(() -> client.isActive(object("orders", pairs)));

            assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(status.getDescription()).isEqualTo(sentence);
            assertThat(server.counts().objects()).isZero();
        }
    }

    @Test
    void optionsOfATypeAreReadFromTheMetadataWithoutThoseOfKeda() {
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            var client = start(builder().catalog(catalog, "cron"));
            ScaledObjectRef shop = object(
                    "shop",
                    Map.of(
                            "type", "cron",
                            "timezone", "UTC",
                            "start", "0 7 * * *",
                            "end", "0 9 * * *",
                            "desiredReplicas", "4",
                            "scalerAddress", "scaler4j:9090",
                            "enableTLS", "false"));

            String metric = client.getMetricSpec(shop).getMetricSpecs(0).getMetricName();

            assertThat(metric).startsWith("cron-UTC-").doesNotStartWith("s0-");
            assertThat(value(client, shop, metric)).isEqualTo(4);
            assertThat(client.isActive(shop).getResult()).isTrue();
            Status wrong = failure(() -> client.isActive(object("wrong", Map.of("type", "cron", "timezone", "Mars"))));
            assertThat(wrong.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(wrong.getDescription()).contains("Mars", "start", "end", "desiredReplicas");
        }
    }

    @Test
    void aUtilizationIsRefused() {
        var client = start(builder()
                .trigger("cpu", TriggerPlan.of(MetricSpec.of("cpu", MetricTarget.utilization(80)), context -> source)));

        Status status = failure(() -> client.isActive(object("cpu", Map.of("trigger", "cpu"))));

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains("utilization");
    }

    @Test
    void aSourceThatCannotBeOpenedIsUnavailableWithoutWhatItsExceptionSays() {
        var client =
                start(builder().trigger("orders", TriggerPlan.of(MetricSpec.of("orders", averageValue(1)), context -> {
                    throw new IllegalStateException("hush-hush");
                })));

        Status status = failure(() -> client.isActive(ORDERS));

        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).isEqualTo("the source could not be opened (IllegalStateException)");
    }
}
