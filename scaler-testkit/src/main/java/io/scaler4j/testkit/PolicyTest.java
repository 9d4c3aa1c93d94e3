package io.scaler4j.testkit;

import io.scaler4j.simulation.report.Report;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a policy that leaves a report to look at, and that may run once for each of several traces.
 *
 * <pre>{@code
 * @PolicyTest(traces = {"office-day", "/traces/monday.csv"})
 * void keepsUp(Trace trace, Report report) {
 *     Run run = report.of(Simulation.of(policy)
 *             .trigger("rate", averageValue(50), trace)
 *             .lasting(trace.length()));
 *     assertThat(run).hasNoFlapping();
 * }
 * }</pre>
 *
 * <p>A method takes a {@link Report}, a {@link io.scaler4j.simulation.Trace} if there are traces, in any order, and
 * whatever other extensions resolve. Reports are written to the folder {@code target/scaler4j}, or to that which the
 * JUnit configuration parameter or system property {@value #FOLDER} names; files are named after the class, the method,
 * and the number and name of the trace. Tests may run in parallel.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(PolicyTestExtension.class)
@SuppressWarnings("exports") // the extension is nobody else's business; the package is open to JUnit, which makes it
public @interface PolicyTest {

    /** The configuration parameter with the folder that reports are written to. */
    String FOLDER = "scaler4j.report.folder";

    /**
     * The traces to run with, one after the other.
     *
     * @return resources that end with {@code .csv} or {@code .json}, relative to the class of the test or from the root
     *     with a {@code /}, see {@link io.scaler4j.simulation.Trace#fromResource}; and examples of the kit by name, see
     *     {@link io.scaler4j.simulation.Trace#example}. Without any the method runs once, and takes no trace
     */
    String[] traces() default {};
}
