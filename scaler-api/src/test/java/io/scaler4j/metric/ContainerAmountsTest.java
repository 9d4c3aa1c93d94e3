package io.scaler4j.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    @Test
    void theTotalSaturatesAtTheLeastNumberToo() {
        var least = ContainerAmounts.none().plus("a", Long.MIN_VALUE).plus("b", -1);
        assertThat(least.total()).hasValue(Long.MIN_VALUE);
    }

    @Test
    void theTotalIsTheExactSumOfTheLatestNumbersWhateverTheirOrder() {
        Seeds.each((random, replay) -> {
            Map<String, Long> model = new LinkedHashMap<>();
            ContainerAmounts built = ContainerAmounts.none();
            ContainerAmounts backwards = ContainerAmounts.none();
            for (int i = 0; i < 1 + random.nextInt(10); i++) {
                String name = Seeds.word(random, "abc", 1);
                long milli = random.nextLong(1L << 40);
                model.put(name, milli);
                built = built.plus(name, milli);
            }
            List<String> names = new ArrayList<>(model.keySet());
            Collections.reverse(names);
            for (String name : names) {
                backwards = backwards.plus(name, model.get(name));
            }
            assertThat(built.total())
                    .as(replay)
                    .hasValue(model.values().stream().mapToLong(Long::longValue).sum());
            assertThat(backwards).as(replay).isEqualTo(built).hasSameHashCodeAs(built);
        });
    }

    @Test
    void addingMakesACopyAndTheSameNameReplaces() {
        assertThat(amounts.plus("app", 1).total()).hasValue(51);
        assertThat(amounts.total()).as("the first is as it was").hasValue(300);
        assertThat(ContainerAmounts.none().total()).isEmpty();
        assertThat(amounts.plus("app", OptionalLong.empty()).plus("app", 250)).isEqualTo(amounts);
        assertThat(amounts).isNotEqualTo(amounts.plus("app", 251)).isNotEqualTo("amounts");
    }
}
