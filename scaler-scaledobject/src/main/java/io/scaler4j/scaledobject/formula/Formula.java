package io.scaler4j.scaledobject.formula;

import io.scaler4j.policy.Composite;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A formula that makes one number of the values of several triggers, in the language of KEDA's
 * {@code scalingModifiers.formula}: that of expr-lang 1.17.8, as in KEDA 2.21.
 *
 * <pre>{@code
 * Formula formula = Formula.compile("max(queue / 10, requests ?? 0)", List.of("queue", "requests"));
 * double replicas = formula.evaluate(new double[] {120, Double.NaN}, 5);
 * }</pre>
 *
 * <p>As in KEDA, the values of triggers are floats and 1 is an integer, the result becomes a float by itself unless the
 * text starts with {@code float(}, and a formula has to work with -1 for every trigger. The page
 * {@code docs/formula.md} has a table of the language.
 *
 * <p>Immutable and thread-safe. An evaluation is a pure function.
 */
public final class Formula implements Composite.Formula {

    /** The most characters that a formula may have. */
    public static final int MAX_LENGTH = 10_000;
    /** The most parts: numbers, names, operators, calls and predicates. It is expr-lang's limit, too. */
    public static final int MAX_NODES = 10_000;
    /** The deepest nesting of parentheses and parts. A sum of n triggers is n levels deep. */
    public static final int MAX_DEPTH = 250;
    /** The most steps of one evaluation: each part that is evaluated and each element of an array that is made. */
    public static final int MAX_STEPS = 1_000_000;

    /** What KEDA's webhook tries for each trigger. */
    private static final double TRIAL = -1;

    private final Cast cast;
    private final List<String> triggers;
    private final Node root;
    private final int variables;
    private final @Nullable Fast fast;

    private Formula(Cast cast, List<String> triggers, Node root, int variables) {
        this.cast = cast;
        this.triggers = triggers;
        this.root = root;
        this.variables = variables;
        fast = FastCompiler.compile(root, triggers, cast.keepsNil());
    }

    /**
     * Compiles a formula, and tries it with -1 for every trigger, as KEDA's webhook does.
     *
     * @param text the formula
     * @param triggerNames the names of the triggers; empty names and repeated ones are left out
     * @return the compiled formula
     * @throws FormulaException with everything that is wrong with it
     */
    public static Formula compile(String text, Collection<String> triggerNames) {
        Formula formula = compileUntried(text, triggerNames);
        var trial = new double[formula.triggers.size()];
        Arrays.fill(trial, TRIAL);
        try {
            formula.result(trial);
        } catch (Failure e) {
            throw new FormulaException(List.of(formula.cast.problem(
                    e.at,
                    e.sentence() + "; this is with -1 for every trigger, which KEDA tries before it takes a formula")));
        }
        return formula;
    }

    /** Compiles without the trial. */
    static Formula compileUntried(String text, Collection<String> triggerNames) {
        Objects.requireNonNull(text, "text must not be null; it is the formula");
        Objects.requireNonNull(triggerNames, "triggerNames must not be null; it is empty if no trigger has a name");
        var names = new LinkedHashSet<String>();
        for (String name : triggerNames) {
            Objects.requireNonNull(name, "a trigger's name must not be null; it is empty for a trigger without one");
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        Cast cast = Cast.of(text);
        var findings = new Findings(cast);
        var known = new Names(List.copyOf(names));
        var checker = new Checker(known, findings);
        try {
            if (text.length() > MAX_LENGTH) {
                throw Limits.tooLong(text.length());
            }
            Node root = Parser.parse(cast.compiled(), names, findings);
            checker.check(root);
            if (findings.isEmpty()) {
                return new Formula(cast, known.used(), Zeros.unify(Optimizer.optimize(root)), checker.slots());
            }
        } catch (Refusal e) {
            findings.add(e.at, e.sentence());
        }
        throw new FormulaException(findings.all());
    }

    /** {@return the text} */
    public String text() {
        return cast.text();
    }

    /** {@return the triggers that the formula names, in the order in which it first names them: that of the values} */
    @Override
    public List<String> triggers() {
        return triggers;
    }

    /**
     * Evaluates the formula.
     *
     * @param values the value of each trigger, in the order of {@link #triggers()}; NaN for nil, that is, no value
     * @param ifNil what to return for a nil result
     * @return the result, which may be negative, infinite or NaN, as with a division by zero
     * @throws ArithmeticException if there is no result, or none that is a float, with the position and the reason
     * @throws IllegalArgumentException if there are more or fewer values than triggers
     */
    @Override
    public double evaluate(double[] values, double ifNil) {
        if (values.length != triggers.size()) {
            throw new IllegalArgumentException("values must hold one number for each of the triggers " + triggers
                    + ", were " + values.length + "; use NaN for a trigger without a value");
        }
        try {
            return fast != null ? fast.orElse(values, ifNil) : interpreted(values, ifNil);
        } catch (Failure e) {
            throw failure(e);
        }
    }

    /** Evaluates with the interpreter, whether there is a faster way or not. */
    double interpreted(double[] values, double ifNil) {
        try {
            Object result = result(values);
            if (result == null) {
                return ifNil;
            }
            if (result instanceof Double number) {
                return number;
            }
            throw new Failure(
                    0,
                    "the result is " + Values.named(result)
                            + " and must be a float; a formula that starts with float( is not converted, so put all of it in"
                            + " parentheses");
        } catch (Failure e) {
            throw failure(e);
        }
    }

    /** Whether an evaluation makes no objects. */
    boolean isFast() {
        return fast != null;
    }

    private @Nullable Object result(double[] values) {
        return new Interpreter(values, variables).value(root);
    }

    private ArithmeticException failure(Failure e) {
        return new ArithmeticException("formula: " + cast.problem(e.at, e.sentence()));
    }

    /** Whether the other is a formula with the same text and the same triggers. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Formula that && text().equals(that.text()) && triggers.equals(that.triggers);
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** {@return the text} */
    @Override
    public String toString() {
        return cast.text();
    }
}
