package io.scaler4j.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Connections are shared by their settings, and close with their last lease. */
class SharedLeasesTest {

    private final AtomicInteger closed = new AtomicInteger();

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
