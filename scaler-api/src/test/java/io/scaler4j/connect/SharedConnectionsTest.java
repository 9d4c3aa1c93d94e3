package io.scaler4j.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedConnectionsTest {

    private final SharedConnections connections = new SharedConnections();
    private final List<String> events = new ArrayList<>();

    private class Connection implements AutoCloseable {

        private final String name;
        boolean closed;

        Connection(String name) {
            this.name = name;
            events.add("open " + name);
        }

        @Override
        public void close() {
            assertThat(closed).as("closed before").isFalse();
            closed = true;
            events.add("close " + name);
        }
    }

    private final class Other extends Connection {
        Other(String name) {
            super("other " + name);
        }
    }

    private Lease<Connection> lease(SharedConnections from, String settings) {
        return from.lease(settings, Connection.class, () -> new Connection(settings));
    }

    @Test
    void aConnectionIsOpenExactlyWhileSomebodyHoldsALeaseOnItsSettings() {
        Seeds.each((random, replay) -> {
            var shared = new SharedConnections();
            Map<String, List<Lease<Connection>>> held = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                String settings = Seeds.word(random, "abc", 1);
                List<Lease<Connection>> leases = held.computeIfAbsent(settings, name -> new ArrayList<>());
                if (random.nextBoolean() || leases.isEmpty()) {
                    leases.add(lease(shared, settings));
                } else {
                    Lease<Connection> gone = leases.remove(random.nextInt(leases.size()));
                    gone.close();
                    gone.close();
                }
                assertThat(leases).as(replay).allMatch(lease -> !lease.get().closed);
                assertThat(leases.stream().map(Lease::get).distinct().count())
                        .as(replay)
                        .isLessThanOrEqualTo(1);
                assertThat(shared.size()).as(replay).isEqualTo((int)
                        held.values().stream().filter(all -> !all.isEmpty()).count());
            }
        });
    }

    @Test
    void equalSettingsOfAnotherKindAreAnotherConnection() {
        Lease<Connection> one = lease(connections, "a");
        Lease<Other> other = connections.lease("a", Other.class, () -> new Other("a"));
        assertThat(other.get()).isNotSameAs(one.get());
        assertThat(connections.size()).isEqualTo(2);
        other.close();
        assertThat(one.get().closed).isFalse();
    }

    @Test
    void whatWasLeasedIsGivenBackIfTheRestFails() {
        Lease<Connection> mine = lease(connections, "a");
        assertThatThrownBy(() -> connections.allOrNothing(leases -> {
                    lease(leases, "a");
                    lease(leases, "b");
                    lease(leases, "b");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(events).containsExactly("open a", "open b", "close b");
        assertThat(mine.get().closed).isFalse();
    }

    @Test
    void whatWasLeasedStaysIfAllGoesWell() {
        Lease<Connection> lease = connections.allOrNothing(leases -> lease(leases, "a"));
        assertThat(lease.get().closed).isFalse();
        assertThat(connections.size()).as("in the same pool").isEqualTo(1);
        lease.close();
        assertThat(connections.size()).isZero();
    }

    @Test
    void anErrorGivesBackToo() {
        assertThatThrownBy(() -> connections.allOrNothing(leases -> {
                    lease(leases, "a");
                    throw new OutOfMemoryError("on purpose");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(connections.size()).isZero();
    }

    @Test
    void aLeaseThatCannotBeGivenBackDoesNotHideTheReason() {
        assertThatThrownBy(() -> connections.allOrNothing(leases -> {
                    leases.lease("stuck", AutoCloseable.class, () -> () -> {
                        throw new IllegalArgumentException("stuck");
                    });
                    lease(leases, "b");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(stuck -> assertThat(stuck).hasMessage("stuck")));
        assertThat(events).as("the others are closed all the same").containsExactly("open b", "close b");
        assertThat(connections.size()).isZero();
    }

    @Test
    void aConnectionThatCannotBeOpenedLeavesNothingAndIsTriedAgain() {
        assertThatThrownBy(() -> connections.lease("a", Connection.class, () -> {
                    throw new IllegalArgumentException("no such host");
                }))
                .hasMessage("no such host");
        assertThat(connections.size()).isZero();
        assertThat(lease(connections, "a").get().closed).isFalse();
    }

    @Test
    void anExceptionThatIsCheckedIsToldAsOneThatIsNot() {
        Lease<AutoCloseable> lease = connections.lease("a", AutoCloseable.class, () -> new AutoCloseable() {
            @Override
            public void close() throws Exception {
                throw new IOException("broken pipe");
            }

            @Override
            public String toString() {
                return "the queue";
            }
        });
        assertThatThrownBy(lease::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("could not close the queue")
                .hasRootCauseMessage("broken pipe");
    }

    @Test
    void afterClosingLeasesGoOnAndNoneAreMade() {
        Lease<Connection> lease = lease(connections, "a");
        connections.close();
        connections.close();
        assertThat(lease.get().closed).isFalse();
        assertThat(lease.share().get()).isSameAs(lease.get());
        assertThatThrownBy(() -> lease(connections, "a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connections.allOrNothing(leases -> lease(leases, "b")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(events).containsExactly("open a");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nothingToOpenIsRefusedWithASentence() {
        assertThatThrownBy(() -> connections.allOrNothing(null)).hasMessageStartingWith("open must not be null");
    }
}
