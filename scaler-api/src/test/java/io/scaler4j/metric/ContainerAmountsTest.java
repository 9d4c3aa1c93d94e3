package io.scaler4j.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContainerAmountsTest {

    private final ContainerAmounts amounts =
            ContainerAmounts.none().plus("app", 250).plus("proxy", 50);

    @Test
    void theTotalIsTheSumOfAllContainers() {
        assertThat(amounts.total()).hasValue(300);
        assertThat(amounts.of("proxy")).hasValue(50);
    }

    @Test
    void oneContainerWithoutANumberLeavesNoTotalButTheOthersThemselves() {
        var incomplete = amounts.plus("sidecar", OptionalLong.empty());
        assertThat(incomplete.total()).isEmpty();
        assertThat(incomplete.of("sidecar")).isEmpty();
        assertThat(incomplete.of("app")).hasValue(250);
    }

    @Test
    void withoutAContainerThereIsNothing() {
        assertThat(ContainerAmounts.none().total()).isEmpty();
        assertThat(amounts.of("missing")).isEmpty();
    }

    @Test
    void theTotalSaturates() {
        assertThat(amounts.plus("huge", Long.MAX_VALUE).total()).hasValue(Long.MAX_VALUE);
    }
}
