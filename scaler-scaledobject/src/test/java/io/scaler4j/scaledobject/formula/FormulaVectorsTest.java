package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The answers that expr-lang 1.17.8 gave are given here, too. */
class FormulaVectorsTest {

    @Test
    void everyAnswerOfTheTableIsGivenToTheLastBit() {
        List<Row> rows = rows();
        List<String> differences =
                rows.stream().map(Row::difference).flatMap(Optional::stream).toList();
        assertThat(differences).isEmpty();
    }

    @Test
    void theTableHasEveryOutcomeAndEveryKindOfAnswer() {
        var outcomes = rows().stream().collect(Collectors.groupingBy(Row::outcome, Collectors.counting()));
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder("ok", "trial", "refused");
        assertThat(outcomes.values()).allMatch(count -> count >= 100);
        assertThat(rows().stream().flatMap(row -> row.answers().stream())).contains("nil", "error", "nan");
        assertThat(rows()).hasSizeBetween(1_000, 2_000);
    }

    @Test
    void everyChosenFormulaIsInTheTable() {
        assertThat(rows().stream().map(Row::formula)).containsAll(chosen());
    }

    private static List<Row> rows() {
        return lines("formulas.jsonl").stream().map(Row::parse).toList();
    }

    /** Formulas that somebody chose, beside the random ones. */
    static List<String> chosen() {
        return lines("chosen.txt").stream()
                .filter(line -> !line.startsWith("=="))
                .map(line -> line.replace("\\n", "\n"))
                .toList();
    }

    private static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(FormulaVectorsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
