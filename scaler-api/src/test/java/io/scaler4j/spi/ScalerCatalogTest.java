package io.scaler4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.Lease;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalerCatalogTest {

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    private static final Option<String> SERVER = Option.text("server").required();

    /** Opens one connection per server and closes it at the last release. */
    private class QueueProvider implements ScalerProvider {
        @Override
        public String type() {
            return "queue";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(SERVER);
        }

        @Override
        public TriggerPlan plan(TriggerSpec spec) {
            var given = OptionReader.of(spec, options());
            String server = given.get(SERVER);
            return given.plan(
                    MetricSpec.of(spec.name(), MetricTarget.averageValue(1)),
                    index -> "queue",
                    context -> open(server, context));
        }

        Scaler open(String server, TriggerContext context) {
            Lease<AutoCloseable> lease = context.connections().lease(server, AutoCloseable.class, () -> {
                opened.incrementAndGet();
                return closed::incrementAndGet;
            });
            return new Scaler() {
                @Override
                public Reading read(ReadRequest request) {
                    return Reading.of(1);
                }

                @Override
                public void close() {
                    lease.close();
                }
            };
        }
    }

    private static TriggerSpec queue(String server) {
        return TriggerSpec.builder("queue").metadata(Map.of("server", server)).build();
    }

    @Test
    void triggersOfEqualSettingsShareAConnectionThatOutlivesTheCatalogAsLongAsNeeded() {
        Trigger first;
        try (var catalog = ScalerCatalog.of(new QueueProvider())) {
            first = catalog.open(queue("a"));
            Trigger second = catalog.open(queue("a"));
            catalog.open(queue("b"));
            assertThat(opened).hasValue(2);
            second.scaler().close();
            assertThat(closed).hasValue(0);
        }
        assertThat(closed).as("the first trigger still holds a").hasValue(0);
        first.scaler().close();
        first.scaler().close();
        assertThat(closed).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kafka|: kafka comes with the module io.scaler4j:scaler-kafka, add it to the dependencies
            redis-sentinel-streams|: redis-sentinel-streams comes with the module io.scaler4j:scaler-redis, add it to the dependencies
            memory|: memory comes with the module io.scaler4j:scaler-cpu, add it to the dependencies
            apache-kafka|; use type kafka, whose option topics takes several topics, in place of apache-kafka: kafka comes with the module io.scaler4j:scaler-kafka, add it to the dependencies
            rabbitmq|; KEDA has this type and no module of scaler4j does: write a Scaler for it, or let Prometheus measure it and use type prometheus
            gcp-spanner|; KEDA has this type and no module of scaler4j does: write a Scaler for it, or let Prometheus measure it and use type prometheus
            queu|; did you mean queue?
            QUEUE|; did you mean queue?
            redis-stream|; did you mean redis-streams? redis-streams comes with the module io.scaler4j:scaler-redis, add it to the dependencies
            prometeus|; did you mean prometheus? prometheus comes with the module io.scaler4j:scaler-prometheus, add it to the dependencies
            carrier-pigeon|``
            """)
    void anUnknownTypeNamesThoseAtHandAndTheWayOut(String type, String wayOut) {
        try (var catalog = ScalerCatalog.of(new QueueProvider())) {
            assertThat(catalog.types()).containsExactly("queue");
            assertThatThrownBy(() ->
                            catalog.open(TriggerSpec.builder(type).name("lag").build()))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessage("trigger \"lag\" (" + type + "): there is no scaler of type \"" + type
                            + "\"; at hand are [queue], others need their module on the class path" + wayOut);
        }
    }

    @Test
    void theTypesOfKedaAreThereWithAndWithoutAModule() {
        assertThat(ScalerCatalog.kedaTypes())
                .contains("kafka", "apache-kafka", "clickhouse", "elastic-forecast", "gcp-spanner", "opensearch")
                .as("a type that KEDA removed, and one of its tests")
                .doesNotContain("stan", "external-mock")
                .isUnmodifiable();
    }

    @Test
    void aModuleThatIsThereIsNotAskedFor() {
        try (var catalog = ScalerCatalog.of(new QueueProvider() {
            @Override
            public String type() {
                return "kafka";
            }
        })) {
            assertThatThrownBy(() ->
                            catalog.open(TriggerSpec.builder("apache-kafka").build()))
                    .hasMessageEndingWith("topics takes several topics, in place of apache-kafka");
        }
    }

    @Test
    void aPlanOpensNothingAndMayBeOpenedAgain() {
        try (var catalog = ScalerCatalog.of(new QueueProvider())) {
            TriggerPlan plan = catalog.plan(queue("a"));
            assertThat(opened).hasValue(0);
            assertThat(plan).isEqualTo(catalog.plan(queue("a"))).isNotEqualTo(catalog.plan(queue("b")));
            var context = TriggerContext.of(catalog.connections()).index(3);
            for (int i = 1; i <= 2; i++) {
                plan.openTrigger(context).scaler().close();
                assertThat(opened).hasValue(i);
                assertThat(closed).hasValue(i);
            }
        }
    }

    /** Leases a connection and then does what the test says. */
    private ScalerProvider failing(Supplier<@Nullable Scaler> end) {
        return new QueueProvider() {
            @Override
            @SuppressWarnings("NullAway") // what a provider without NullAway may do
            Scaler open(String server, TriggerContext context) {
                super.open(server, context);
                return end.get();
            }
        };
    }

    @Test
    void whatAProviderOpenedBeforeItFailedIsClosed() {
        try (var catalog = ScalerCatalog.of(failing(() -> {
            throw new IllegalStateException("no");
        }))) {
            assertThatThrownBy(() -> catalog.open(queue("a"))).hasMessage("no");
        }
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatOnlyOpeningCanFindOutIsToldOfTheTrigger() {
        try (var catalog = ScalerCatalog.of(failing(() -> {
            throw new InvalidConfigurationException("file", List.of("the file is not there"));
        }))) {
            assertThatThrownBy(() -> catalog.open(queue("a")))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessage("trigger \"queue\" (queue): the file is not there");
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatAProviderOpenedForNoScalerIsClosed() {
        try (var catalog = ScalerCatalog.of(failing(() -> null))) {
            assertThatThrownBy(() -> catalog.open(queue("a")))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("trigger \"queue\" (queue) was opened without a scaler");
        }
        assertThat(closed).hasValue(1);
    }

    @Test
    void aFailureClosesNoConnectionThatAnotherTriggerUses() {
        var fails = new AtomicBoolean();
        try (var catalog = ScalerCatalog.of(new QueueProvider() {
            @Override
            Scaler open(String server, TriggerContext context) {
                Scaler scaler = super.open(server, context);
                if (fails.get()) {
                    throw new IllegalStateException("no");
                }
                return scaler;
            }
        })) {
            Trigger first = catalog.open(queue("a"));
            fails.set(true);
            assertThatThrownBy(() -> catalog.open(queue("a"))).hasMessage("no");
            assertThat(closed).hasValue(0);
            first.scaler().close();
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void aContextIsCheckedAndChangedByCopies() {
        var context = TriggerContext.of(new SharedConnections());
        assertThat(context.target("shop", TargetRef.deployment("orders")).index(2))
                .isEqualTo(new TriggerContext(
                        context.connections(),
                        2,
                        "",
                        "shop",
                        Optional.of(new TargetRef("apps/v1", "Deployment", "orders"))));
        assertThatThrownBy(() -> context.index(-1)).hasMessageStartingWith("index must be at least 0, was -1");
        assertThatThrownBy(() -> new TargetRef("apps/v1", " ", "orders"))
                .hasMessage("kind of a target must not be blank; give it as in Deployment");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nothingIsRefusedWithASentence() {
        assertThatThrownBy(() -> ScalerCatalog.of((ScalerProvider[]) null))
                .hasMessageStartingWith("providers must not");
        assertThatThrownBy(() -> ScalerCatalog.of((ScalerProvider) null)).hasMessage("a provider must not be null");
        assertThatThrownBy(() -> ScalerCatalog.of(new QueueProvider() {
                    @Override
                    public String type() {
                        return null;
                    }
                }))
                .hasMessageEndingWith("has no type; type() must not be null");
        try (var catalog = ScalerCatalog.of(new QueueProvider())) {
            assertThatThrownBy(() -> catalog.open(null)).hasMessageStartingWith("spec must not be null");
            assertThatThrownBy(() -> catalog.plan(null)).hasMessageStartingWith("spec must not be null");
        }
        var connections = new SharedConnections();
        assertThatThrownBy(() -> connections.lease(null, AutoCloseable.class, () -> () -> {}))
                .hasMessageStartingWith("settings must not be null");
        assertThatThrownBy(() -> connections.lease("a", null, () -> () -> {})).hasMessageStartingWith("type must not");
        assertThatThrownBy(() -> connections.lease("a", AutoCloseable.class, null))
                .hasMessageStartingWith("open must");
        assertThatThrownBy(() -> connections.lease("a", AutoCloseable.class, () -> null))
                .hasMessageStartingWith("resource must not be null");
        assertThat(connections.size()).isZero();
    }

    @Test
    void twoProvidersOfOneTypeFailNamingBoth() {
        assertThatThrownBy(() -> ScalerCatalog.of(new QueueProvider(), new QueueProvider()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two providers offer the trigger type \"queue\"")
                .hasMessageContaining("QueueProvider and ");
    }

    @Test
    void aClosedCatalogMakesNoMoreTriggers() {
        var catalog = ScalerCatalog.of(new QueueProvider());
        catalog.close();
        assertThatThrownBy(() -> catalog.open(queue("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the shared connections are closed, and so is the catalog that owns them; load another catalog");
    }
}
