package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Composite;
import io.scaler4j.policy.Measurement;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.scaledobject.formula.Formula;
import io.scaler4j.scaledobject.formula.FormulaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The blocks of docs/formula.md, compiled and run, and what its tables say. */
class FormulaSnippetsTest {

    private static final Path PAGE = Path.of("../docs/formula.md");
    private static final List<String> TRIGGERS = List.of("a", "b", "c");

    @Test
    void aPolicyWithAFormula() {
        Observation observation = Observation.of(
                Instant.EPOCH,
                new Replicas(1, 1, 1),
                List.of(
                        Measurement.of("queue", averageValue(1), Reading.of(120)),
                        Measurement.of("requests", averageValue(1), Reading.of(7))));
        assertThat(policy().decide(ScalingState.initial(), observation).to()).isEqualTo(3); // 12 / 5
    }

    static ScalingPolicy policy() {
        Formula formula = Formula.compile("max(queue / 10, requests ?? 0)", List.of("queue", "requests"));
        return ScalingPolicy.builder()
                .replicas(1, 20)
                .composite(Composite.of(formula, averageValue(5)))
                .build();
    }

    @Test
    void anEvaluation() {
        assertThat(smallest()).isEqualTo(100);
    }

    static double smallest() {
        Formula formula = Formula.compile("min(queue, requests ?? 100)", List.of("queue", "requests"));
        return formula.evaluate(new double[] {120, Double.NaN}, 5);
    }

    @Test
    void theProblemsOfAFormula() throws IOException {
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            show();
        } finally {
            System.setOut(before);
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(printed).isNotEmpty();
        assertThat(Files.readString(PAGE)).contains(printed.indent(4));
    }

    static void show() {
        try {
            Formula.compile("max(quue / 10, requests) % 3", List.of("queue", "requests"));
        } catch (FormulaException e) {
            e.problems().forEach(System.out::println);
        }
    }

    @Test
    void theSurprisesAreAsThePageSays() {
        for (String refused : List.of("a ?? b + 1", "a % 2", "a // b", "a > 5", "1 + last(filter([a], # > 0))")) {
            assertThatThrownBy(() -> Formula.compile(refused, TRIGGERS)).isInstanceOf(FormulaException.class);
        }
        assertThat(value("1 + a ?? b", Double.NaN, 2)).isEqualTo(3);
        assertThat(value("max(1.0, a) == 1 ? 0 : 1", 2, 0)).isEqualTo(1);
        assertThat(value("int(1e30)", 0, 0)).isEqualTo((double) Long.MIN_VALUE);
        assertThat(value("let kept = filter([a, b], # > 0); last(kept) ?? 0", 3, -1))
                .isEqualTo(3);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> value("float(a) > 5 ? 1 : 2", 1, 0));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> value("max(1, a) == 1 ? 0 : 1", 2, 0));
    }

    private static double value(String text, double a, double b) {
        Formula formula = Formula.compile(text, TRIGGERS);
        double[] values = formula.triggers().stream()
                .mapToDouble(name -> name.equals("a") ? a : b)
                .toArray();
        return formula.evaluate(values, 0);
    }
}
