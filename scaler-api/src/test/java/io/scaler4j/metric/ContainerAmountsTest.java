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
    void aNumberForTheWholeCountsInPlaceOfTheSumAndLeavesContainersAlone() {
        var pod = ContainerAmounts.none().whole(1000).plus("app", 250).plus("sidecar", OptionalLong.empty());
        assertThat(pod.total()).hasValue(1000);
        assertThat(pod.of("app")).hasValue(250);
        assertThat(pod.of("sidecar")).isEmpty();
        assertThat(amounts.whole(0).total()).hasValue(0);
        assertThat(amounts.whole(1))
                .isNotEqualTo(amounts)
                .hasToString("{app=OptionalLong[250], proxy=OptionalLong[50]} as a whole 1");
    }

    @Test
    void theTotalSaturates() {
        assertThat(amounts.plus("huge", Long.MAX_VALUE).total()).hasValue(Long.MAX_VALUE);
    }
}
