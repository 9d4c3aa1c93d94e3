package io.scaler4j.external;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.scaler4j.external.grpc.ExternalScalerGrpc.ExternalScalerBlockingStub;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Triggers that clients write themselves, of a type that opens what the test sees. */
class ServedCatalogTest extends ServerFixture {

    private static final Option<String> QUEUE =
            Option.text("queue").from(TRIGGER, ENVIRONMENT).required().says("The queue.");
    private static final Option<Long> LENGTH =
            Option.integer("queueLength", 5, 1).says("Messages wanted for each replica.");
    private static final Option<String> PASSWORD =
            Option.text("password").from(AUTHENTICATION, ENVIRONMENT).says("Of the queue's server.");

    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);

    /** Each trigger opens a source; the queue "slow" takes until the test is over. */
    private final class Queues implements ScalerProvider {

        @Override
        public String type() {
            return "queue";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(QUEUE, LENGTH, PASSWORD);
        }

        @Override
        public TriggerPlan plan(TriggerSpec spec) {
            var given = OptionReader.of(spec, options());
            String queue = given.get(QUEUE);
            return given.plan(
                    MetricSpec.of(spec.name(), given.target(given.get(LENGTH), LENGTH)),
                    index -> TriggerPlan.externalMetricName(index, "queue-" + queue),
                    context -> {
                        opened.add(queue + " with "
                                + given.withCurrentAuthentication().get(PASSWORD));
                        if (queue.equals("slow")) {
                            awaitEnd();
                        }
                        return source;
                    });
        }
    }

    private void awaitEnd() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final ScalerCatalog catalog = ScalerCatalog.of(new Queues());
    private final AtomicReference<String> password = new AtomicReference<>("first");
    private final ExternalScalerServer server = started(
            builder().catalog(catalog, "queue").authentication("prod", () -> Map.of("password", password.get())));
    private final ExternalScalerBlockingStub client = client(channel(server));

    @AfterEach
    void closeCatalog() {
        slow.countDown();
        catalog.close();
    }

    private static ScaledObjectRef queue(String name, String... more) {
        var metadata = new HashMap<>(Map.of("type", "queue", "queue", name));
        for (int i = 0; i < more.length; i += 2) {
            metadata.put(more[i], more[i + 1]);
        }
        return object("of-" + name, metadata);
    }

    @Test
    void triggersThatMeanTheSameShareASourceWhoeverWritesThem() {
        ScaledObjectRef plain = queue("orders");
        for (ScaledObjectRef same : List.of(
                plain,
                object("other", plain.getScalerMetadataMap()),
                queue("orders", "queueLength", "5"),
                queue("orders", "queueLength", " 5 "),
                queue("orders", "scalerAddress", "scaler4j:9090", "enableTLS", "true", "unsafeSsl", "maybe"))) {
            assertThat(client.isActive(same).getResult()).isTrue();
        }
        assertThat(opened).containsExactly("orders with ");
        assertThat(server.counts().objects()).isEqualTo(5);
        assertThat(server.counts().sources()).isEqualTo(1);

        client.isActive(queue("orders", "queueLength", "6"));
        client.isActive(queue("orders", "authentication", "prod"));
        assertThat(opened).containsExactly("orders with ", "orders with ", "orders with first");
    }

    @Test
    void aValueThatKedaTookFromAVariableIsTheValueOfItsOption() {
        ScaledObjectRef sent = object("orders", Map.of("type", "queue", "queueFromEnv", "orders of mine\n"));

        assertThat(client.getMetricSpec(sent).getMetricSpecs(0).getMetricName()).isEqualTo("queue-orders-of-mine");

        assertThat(opened).containsExactly("orders of mine with ");
    }

    @Test
    void noVariableOfTheServerIsRead() {
        String variable = System.getenv().keySet().stream()
                .filter(name -> name.matches("[A-Z]+"))
                .findFirst()
                .orElse("PATH");

        client.isActive(object("orders", Map.of("type", "queue", "queueFromEnv", variable)));

        assertThat(opened).containsExactly(variable + " with ");
    }

    @Test
    void aPasswordIsNeverTakenFromTheMetadata() {
        for (String option : List.of("password", "passwordFromEnv")) {
            Status status = failure(() -> client.isActive(queue("orders", option, "hush-hush")));

            assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(status.getDescription())
                    .contains("secrets are not read from the metadata, it has [" + option + "]")
                    .doesNotContain("hush-hush");
        }
        assertThat(opened).isEmpty();
    }

    @Test
    void aSourceThatOpensAgainGetsTheSecretsOfThatMoment() {
        ScaledObjectRef orders = queue("orders", "authentication", "prod");
        client.isActive(orders);
        password.set("second");

        client.isActive(queue("other", "authentication", "prod"));

        assertThat(opened).containsExactly("orders with first", "other with second");
    }

    @Test
    void aSourceThatTakesTimeToOpenHoldsNoOtherUp() {
        var waiting = CompletableFuture.supplyAsync(
                () -> client.isActive(queue("slow")).getResult());
        await().until(() -> opened.contains("slow with "));

        assertThat(client.isActive(queue("orders")).getResult()).isTrue();
        assertThat(server.counts().sources()).isEqualTo(2);
        assertThat(waiting).isNotDone();

        slow.countDown();
        assertThat(waiting.join()).isTrue();
        assertThat(opened).containsExactly("slow with ", "orders with ");
    }
}
