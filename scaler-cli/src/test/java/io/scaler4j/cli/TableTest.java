package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.cli.text.Table;
import io.scaler4j.cli.text.Wrapping;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void theFirstColumnStandsLeftAndTheOthersRight() {
        var table = new Table(List.of("", "cost"));
        table.add(List.of("one", "1.0"));
        table.add(List.of("another", "12.0"));
        assertThat(table.text(80)).isEqualTo("         cost\none       1.0\nanother  12.0\n");
    }

    @Test
    void aNarrowScreenTakesABlankFromEachGap() {
        var table = new Table(List.of("a", "b", "c"));
        table.add(List.of("11", "22", "33"));
        assertThat(table.text(10)).isEqualTo("a    b   c\n11  22  33\n");
        assertThat(table.text(9)).isEqualTo("a   b  c\n11 22 33\n");
    }

    @Test
    void aSentenceIsBrokenAtBlanksAndAWordThatIsTooLongIsKept() throws IOException {
        var out = new StringBuilder();
        Wrapping.append("one two  three-is-long four", "  ", 10, out);
        assertThat(out).hasToString("  one two\n  three-is-long\n  four\n");
    }
}
