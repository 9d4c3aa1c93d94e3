package io.scaler4j.benchmarks;

import io.scaler4j.scaledobject.formula.Formula;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a formula costs. The budget: an evaluation takes at most three times as long as the same expression in Java, and
 * makes no garbage.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FormulaBenchmark {

    private static final List<String> TRIGGERS = List.of("queue", "requests", "cpu");
    private static final String TEXT = "max(queue / 30, requests / 100) * (cpu > 80 ? 1.5 : 1) + cpu / 50";

    /** Values in a round, so that branches go both ways. */
    @State(Scope.Thread)
    public static class Values {

        private final double[][] rows = new double[1024][];
        private final Formula formula = Formula.compile(TEXT, TRIGGERS);
        private final Formula counting =
                Formula.compile("count([queue, requests, cpu], {# > 70}) > 1 ? 5 : 0", TRIGGERS);
        private final Formula interpreted = Formula.compile("sort([queue, requests, cpu])[1]", TRIGGERS);
        private final Formula[] many = new Formula[8];
        private final List<ToDoubleFunction<double[]>> manyInJava = List.of(
                v -> v[0] + v[1] + v[2],
                v -> Math.max(v[0], v[1]) - v[2],
                v -> v[0] > 50 ? v[1] : v[2],
                v -> (v[0] - v[1]) * v[2],
                v -> Math.min(v[0] * 2, v[1] / v[2]),
                v -> v[0] / 10 + Math.abs(v[1] - v[2]),
                v -> v[0] > 10 && v[1] < 90 ? v[2] : 0,
                v -> (v[0] + v[1] + v[2]) / 3);
        private int turn;

        /** Spreads the values. */
        @Setup
        public void spread() {
            var random = new Random(1);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new double[] {random.nextInt(3000), random.nextInt(9000), random.nextInt(100) + 1};
            }
            String[] texts = {
                "queue + requests + cpu",
                "max(queue, requests) - cpu",
                "queue > 50 ? requests : cpu",
                "(queue - requests) * cpu",
                "min(queue * 2, requests / cpu)",
                "queue / 10 + abs(requests - cpu)",
                "queue > 10 && requests < 90 ? cpu : 0",
                "mean(queue, requests, cpu)"
            };
            for (int i = 0; i < texts.length; i++) {
                many[i] = Formula.compile(texts[i], TRIGGERS);
            }
        }

        private double[] next() {
            turn++;
            return rows[turn & 1023];
        }
    }

    /**
     * The formula.
     *
     * @param values of its triggers
     * @return the result
     */
    @Benchmark
    public double formula(Values values) {
        return values.formula.evaluate(values.next(), 0);
    }

    /**
     * The same expression.
     *
     * @param values of its triggers
     * @return the result
     */
    @Benchmark
    public double javac(Values values) {
        double[] v = values.next();
        double queue = v[0];
        double requests = v[1];
        double cpu = v[2];
        return Math.max(queue / 30, requests / 100) * (cpu > 80 ? 1.5 : 1) + cpu / 50;
    }

    /**
     * Another formula each time, which is the hard case for the JIT compiler.
     *
     * @param values of its triggers
     * @return the result
     */
    @Benchmark
    public double oneOfMany(Values values) {
        double[] row = values.next();
        return values.many[values.turn & 7].evaluate(row, 0);
    }

    /**
     * Another lambda each time.
     *
     * @param values of its triggers
     * @return the result
     */
    @Benchmark
    public double oneOfManyJavac(Values values) {
        double[] row = values.next();
        return values.manyInJava.get(values.turn & 7).applyAsDouble(row);
    }

    /**
     * How many triggers are above a number.
     *
     * @param values of its triggers
     * @return the result
     */
    @Benchmark
    public double count(Values values) {
        return values.counting.evaluate(values.next(), 0);
    }

    /**
     * A formula that makes an array.
     *
     * @param values of its triggers
     * @return the result
     */
    @Benchmark
    public double interpreted(Values values) {
        return values.interpreted.evaluate(values.next(), 0);
    }

    /**
     * Compilation, with the trial.
     *
     * @return the formula
     */
    @Benchmark
    public Formula compile() {
        return Formula.compile(TEXT, TRIGGERS);
    }
}
