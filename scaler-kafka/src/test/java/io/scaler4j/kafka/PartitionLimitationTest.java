package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionLimitationTest {

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({
        "'1,2,3',         1 2 3",
        "' 1 , 2 ',       1 2",
        "'1-4,8,10-12',   1 2 3 4 8 10 11 12",
        "' 1 - 4 ',       1 2 3 4",
        "'007,+8',        7 8",
        "'1,1',           1 1",
        "'2147483647',    2147483647",
    })
    void readsNumbersAndRanges(String text, String numbers) {
        assertThat(PartitionLimitation.parse(text).partitions().boxed().map(Object::toString))
                .containsExactly(numbers.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void readsNothingAsNoLimitation(String text) {
        assertThat(PartitionLimitation.parse(text)).isEqualTo(PartitionLimitation.ALL);
        assertThat(PartitionLimitation.ALL.allows(17)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,,2", ",", "-1", "1-2-3", "a-3", "5-3", "2147483648", "1 2", "1.0", "٣"})
    void refusesTheRestWithItsReason(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionLimitation.parse(text))
                .withMessageContainingAll("partitionLimitation must be", '"' + text + '"');
    }

    @Test
    void doesNotExpandARangeToLookIntoIt() {
        var all = PartitionLimitation.parse("0-2147483647");

        assertThat(all.allows(0)).isTrue();
        assertThat(all.allows(Integer.MAX_VALUE)).isTrue();
        assertThat(PartitionLimitation.of(List.of(4, 2)).allows(3)).isFalse();
        assertThat(PartitionLimitation.of(List.of(4, 2))).hasToString("2,4");
    }
}
