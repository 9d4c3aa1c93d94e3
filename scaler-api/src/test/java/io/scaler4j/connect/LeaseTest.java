package io.scaler4j.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    private final class Connection implements AutoCloseable {

        private final AtomicInteger closings = new AtomicInteger();

        Connection() {
            opened.incrementAndGet();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            assertThat(closings.incrementAndGet())
                    .as("closings of one connection")
                    .isEqualTo(1);
        }

        boolean isOpen() {
            return closings.get() == 0;
        }

        @Override
        public String toString() {
            return "the queue";
        }
    }

    private Lease<Connection> onDemand() {
        return Lease.onDemand("the queue", Connection::new);
    }

    @Test
    void aClosedLeaseGivesNothingOut() {
        Lease<Connection> lease = Lease.first(new Connection());
        Lease<Connection> other = lease.share();
        lease.close();
        lease.close();
        assertThat(closed).hasValue(0);
        assertThatThrownBy(lease::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the queue is closed; open it again, or share it before closing it");
        assertThatThrownBy(lease::share).isInstanceOf(IllegalStateException.class);
        assertThat(other.get()).isNotNull();
        other.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void anOwnerWhoIsForgottenLeavesNothingOpen() {
        Lease<Connection> user = onDemand().share();
        assertThat(opened).hasValue(1);
        user.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void withoutAUserNothingIsOpened() {
        onDemand().close();
        assertThat(opened).hasValue(0);
        assertThat(closed).hasValue(0);
    }

    @Test
    void usersShareOneResourceAndTheNextOneAfterTheLastOpensAnother() {
        Lease<Connection> owner = onDemand();
        Lease<Connection> first = owner.share();
        Lease<Connection> second = owner.share();
        assertThat(second.get()).isSameAs(first.get()).isSameAs(owner.get());
        first.close();
        assertThat(closed).hasValue(0);
        second.close();
        assertThat(closed).hasValue(1);

        Lease<Connection> third = owner.share();
        assertThat(third.get().isOpen()).isTrue();
        assertThat(opened).hasValue(2);
        third.close();
        assertThat(closed).hasValue(2);
    }

    @Test
    void usersGoOnWhenTheOwnerCloses() {
        Lease<Connection> owner = onDemand();
        Lease<Connection> user = owner.share();
        owner.close();
        owner.close();
        assertThat(user.get().isOpen()).isTrue();
        assertThatThrownBy(owner::share)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the queue is closed; open it again, or share it before closing it");
        assertThatThrownBy(owner::get).isInstanceOf(IllegalStateException.class);
        Lease<Connection> another = user.share();
        user.close();
        assertThat(closed).hasValue(0);
        another.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatTheOwnerLookedAtClosesWithTheOwnerIfThereIsNoUser() {
        Lease<Connection> owner = onDemand();
        assertThat(owner.get()).isSameAs(owner.get());
        owner.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aResourceThatCannotBeOpenedLeavesNoUserBehind() {
        var failing = new AtomicInteger(1);
        Lease<Connection> owner = Lease.onDemand("the queue", () -> {
            if (failing.getAndDecrement() > 0) {
                throw new IllegalArgumentException("no such host");
            }
            return new Connection();
        });
        assertThatThrownBy(owner::share).hasMessage("no such host");
        owner.share().close();
        assertThat(opened).hasValue(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void manyUsersAtOnceNeverSeeAClosedResourceAndLeaveNothingOpen() throws InterruptedException, ExecutionException {
        Lease<Connection> owner = onDemand();
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> users = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                users.add(pool.submit(() -> {
                    for (int round = 0; round < 5_000; round++) {
                        try (Lease<Connection> user = owner.share()) {
                            assertThat(user.get().isOpen()).isTrue();
                        }
                    }
                }));
            }
            for (Future<?> user : users) {
                user.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(closed.get()).isEqualTo(opened.get()).isPositive();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void nothingIsRefusedWithASentence() {
        assertThatThrownBy(() -> Lease.first(null)).hasMessageStartingWith("resource must not be null");
        assertThatThrownBy(() -> Lease.onDemand(null, Connection::new)).hasMessageStartingWith("name must not be null");
        assertThatThrownBy(() -> Lease.onDemand("the queue", null)).hasMessageStartingWith("open must not be null");
    }
}
