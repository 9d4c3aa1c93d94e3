package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupMemoryTest {

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final GroupMemory memory = new GroupMemory();

    @Test
    void aTopicThatHasJustGoneIsToldOnce() {
        assertThat(justLeft(0, "orders", "parcels")).isEmpty();
        assertThat(justLeft(5, "parcels")).containsExactly("orders");
        assertThat(justLeft(10, "parcels")).isEmpty();
    }

    @Test
    void looksAtOneMomentAreOne() {
        justLeft(0, "orders", "parcels");
        assertThat(justLeft(5, "parcels")).containsExactly("orders");
        assertThat(justLeft(5, "parcels")).containsExactly("orders");
        assertThat(justLeft(5, "orders", "parcels")).isEmpty();
    }

    @Test
    void whatWasSeenLongAgoIsForgotten() {
        justLeft(0, "orders");
        assertThat(justLeft(3_600, "parcels")).isEmpty();
    }

    @Test
    void groupsAreToldApart() {
        justLeft(0, "orders");
        assertThat(memory.seen("another", new GroupState(1, false, Set.of("parcels")), NOW.plusSeconds(5))
                        .justLeft())
                .isEmpty();
    }

    private Set<String> justLeft(int seconds, String... topics) {
        return memory.seen("mailer", new GroupState(1, false, Set.of(topics)), NOW.plusSeconds(seconds))
                .justLeft();
    }
}
