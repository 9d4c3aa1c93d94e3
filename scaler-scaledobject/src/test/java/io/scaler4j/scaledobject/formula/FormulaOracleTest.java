package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random formulas give what expr-lang gives, to the last bit. It needs the program in {@code oracle/formula}; see the
 * page there.
 */
class FormulaOracleTest {

    private static final int FORMULAS = Integer.getInteger("scaler4j.formula.count", 20_000);
    private static final int BINDINGS = 6;
    private static final String TABLE = "scaler4j.formula.table";
    private static final int TABLE_ROWS = 1_100;

    private Path program = Path.of("");

    @BeforeEach
    void isBuilt() {
        String path = System.getProperty(Oracle.PROPERTY, "");
        if (path.isEmpty()) {
            System.out.println("skipped: comparison with expr-lang, as -D" + Oracle.PROPERTY
                    + "=.. does not name the program that oracle/formula/README.md tells how to build");
        }
        Assumptions.assumeFalse(path.isEmpty(), "-D" + Oracle.PROPERTY + " is not set");
        program = Path.of(path);
    }

    @Test
    void randomFormulasGiveWhatExprLangGives() throws IOException {
        long seed = Long.getLong("scaler4j.formula.seed", new Random().nextLong());
        var generator = new FormulaGenerator(new Random(seed));
        var differences = new ArrayList<String>();
        int compared = 0;
        int fast = 0;
        try (var oracle = new Oracle(program)) {
            while (compared < FORMULAS) {
                Row row = row(oracle, generator.formula(), generator, BINDINGS);
                if (row.isUnsupported()) {
                    continue;
                }
                compared++;
                row.difference().ifPresent(differences::add);
                fast += isFast(row) ? 1 : 0;
            }
        }
        System.out.printf(
                "formulas=%d bindings=%d without-objects=%d differences=%d seed=%d%n",
                compared, compared * BINDINGS, fast, differences.size(), seed);
        assertThat(differences).as("seed %d", seed).isEmpty();
    }

    /** Makes the table that {@link FormulaVectorsTest} replays. */
    @Test
    void writesTheTable() throws IOException {
        String file = System.getProperty(TABLE, "");
        if (file.isEmpty()) {
            System.out.println("skipped: writing the table, as -D" + TABLE + "=.. names no file");
        }
        Assumptions.assumeFalse(file.isEmpty(), "-D" + TABLE + " is not set");
        var generator = new FormulaGenerator(new Random(1));
        var lines = new ArrayList<String>();
        try (var oracle = new Oracle(program)) {
            for (String formula : FormulaVectorsTest.chosen()) {
                lines.add(row(oracle, formula, generator, 3).toLine());
            }
            int chosen = lines.size();
            while (lines.size() < chosen + TABLE_ROWS) {
                Row row = row(oracle, generator.formula(), generator, 2);
                if (!row.isUnsupported()) {
                    lines.add(row.toLine());
                }
            }
        }
        Files.write(Path.of(file), lines);
        assertThat(lines).hasSizeGreaterThan(TABLE_ROWS);
    }

    private static boolean isFast(Row row) {
        return row.outcome().equals("ok")
                && Formula.compile(row.formula(), row.triggers()).isFast();
    }

    private static Row row(Oracle oracle, String formula, FormulaGenerator generator, int count) throws IOException {
        List<double[]> bindings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bindings.add(generator.binding());
        }
        return oracle.ask(formula, FormulaGenerator.TRIGGERS, bindings.toArray(double[][]::new));
    }
}
