package io.scaler4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScalerCatalogTest {

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    /** Opens one connection per server and closes it at the last release. */
    private final class QueueProvider implements ScalerProvider {
        @Override
        public String type() {
            return "queue";
        }

        @Override
        public Trigger create(TriggerSpec spec, SharedConnections connections) {
            String server = spec.requiredText("server");
            spec.verify();
            Lease<AutoCloseable> lease = connections.lease(server, AutoCloseable.class, () -> {
                opened.incrementAndGet();
                return closed::incrementAndGet;
            });
            return Trigger.of(
                    spec.name(),
                    new Scaler() {
                        @Override
                        public Reading read(ReadRequest request) {
                            return Reading.of(1);
                        }

                        @Override
                        public void close() {
                            lease.close();
                        }
                    },
                    MetricTarget.averageValue(1));
        }
    }

    private static TriggerSpec queue(String server) {
        return TriggerSpec.builder("queue").metadata(Map.of("server", server)).build();
    }

    @Test
    void triggersOfEqualSettingsShareAConnectionThatOutlivesTheCatalogAsLongAsNeeded() {
        Trigger first;
        try (var catalog = ScalerCatalog.of(new QueueProvider())) {
            first = catalog.create(queue("a"));
            Trigger second = catalog.create(queue("a"));
            catalog.create(queue("b"));
            assertThat(opened).hasValue(2);
            second.scaler().close();
            assertThat(closed).hasValue(0);
        }
        assertThat(closed).as("the first trigger still holds a").hasValue(0);
        first.scaler().close();
        first.scaler().close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void anUnknownTypeNamesThoseAtHand() {
        try (var catalog = ScalerCatalog.of(new QueueProvider())) {
            assertThat(catalog.types()).containsExactly("queue");
            assertThatThrownBy(() -> catalog.create(
                            TriggerSpec.builder("kafka").name("lag").build()))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessage("trigger \"lag\" (kafka): there is no scaler of type \"kafka\"; at hand are [queue],"
                            + " others need their module on the class path");
        }
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
        assertThatThrownBy(() -> catalog.create(queue("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the scaler catalog is closed; load another one");
    }

    @Test
    void aConnectionClosesWithItsLastLeaseAndIsForgotten() {
        var connections = new SharedConnections();
        Lease<AutoCloseable> first = lease(connections);
        Lease<AutoCloseable> second = lease(connections);
        assertThat(second.get()).isSameAs(first.get());

        first.close();
        assertThat(closed).hasValue(0);
        assertThat(lease(connections).get())
                .as("through one whose taker is closed")
                .isSameAs(second.get());
        assertThat(connections.size()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsClosedIsOpenedAnew() {
        var connections = new SharedConnections();
        AutoCloseable first;
        try (Lease<AutoCloseable> lease = lease(connections)) {
            first = lease.get();
        }
        assertThat(closed).hasValue(1);
        assertThat(connections.size()).isZero();

        try (Lease<AutoCloseable> lease = lease(connections)) {
            assertThat(lease.get()).isNotSameAs(first);
        }
        assertThat(closed).hasValue(2);
    }

    @Test
    void aConnectionThatCannotBeClosedIsForgottenAllTheSame() {
        var connections = new SharedConnections();
        Lease<AutoCloseable> stuck = connections.lease("a", AutoCloseable.class, () -> () -> {
            throw new IllegalStateException("stuck");
        });
        assertThatThrownBy(stuck::close).hasMessage("stuck");
        assertThat(connections.size()).isZero();
    }

    private Lease<AutoCloseable> lease(SharedConnections connections) {
        return connections.lease("settings", AutoCloseable.class, () -> new AutoCloseable() {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });
    }
}
