package io.scaler4j.spring.boot.test;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a test does with the autoscalers of an {@link AutoscalerTest}: it says what triggers read, lets time pass, and
 * looks at the counts and the decisions.
 *
 * <pre>{@code
 * autoscalers.value("backlog", 75).advance(Duration.ofMinutes(1));
 * assertThat(autoscalers.replicas("packers")).isEqualTo(8);
 * autoscalers.value("backlog", 0).advance(Duration.ofMinutes(6));
 * assertThat(autoscalers.replicas("packers")).isEqualTo(1);
 * }</pre>
 *
 * <p>A trigger has the name that the configuration gives it: {@code name}, or else the name of its scaler's bean, or
 * its type. If several autoscalers have a trigger of one name, put the autoscaler in front: {@code "packers/backlog"}.
 *
 * <p>An autoscaler takes part once one of its triggers has a value. The others are asked, too, and know nothing, so
 * they leave their counts as they are.
 *
 * <p>Turns run on the thread that calls {@link #advance}. For use by one thread.
 */
public final class AutoscalerTester {

    private final AutoscalerRegistry registry;
    private final VirtualTime time;
    private final SimulatedTargets targets;
    private final GivenTriggers triggers;
    private final AllTurns turns;

    AutoscalerTester(
            AutoscalerRegistry registry,
            VirtualTime time,
            SimulatedTargets targets,
            GivenTriggers triggers,
            AllTurns turns) {
        this.registry = registry;
        this.time = time;
        this.targets = targets;
        this.triggers = triggers;
        this.turns = turns;
    }

    /**
     * Sets what a trigger reads from now on.
     *
     * @param trigger by its name, as in {@code backlog} or {@code packers/backlog}
     * @param value finite, in the unit of the trigger
     * @return this tester
     * @throws IllegalArgumentException if no trigger has the name, or several have
     */
    public AutoscalerTester value(String trigger, double value) {
        return reading(trigger, Reading.of(value));
    }

    /**
     * Sets what a trigger reads from now on, as {@link #value(String, double)}, with a number of any type. Kotlin needs
     * this, which makes no {@code Double} of an {@code Int}.
     *
     * @param trigger by its name
     * @param value finite, taken as a double
     * @return this tester
     * @throws IllegalArgumentException if no trigger has the name, or several have
     */
    public AutoscalerTester value(String trigger, Number value) {
        return reading(trigger, Reading.of(value));
    }

    /**
     * Sets what a trigger reads from now on: samples of replicas, or a failure.
     *
     * @param trigger by its name
     * @param reading as a scaler would return it
     * @return this tester
     * @throws IllegalArgumentException if no trigger has the name, or several have
     */
    public AutoscalerTester reading(String trigger, Reading reading) {
        Objects.requireNonNull(reading, "reading must not be null; a read that fails is a Reading.failure");
        triggers.find(trigger).give(reading);
        return this;
    }

    /**
     * Lets a trigger read from now on what it really measures: one of the type {@code cron}, which follows the clock of
     * the test, or a scaler that is a bean of the test. A source such as Kafka is connected to.
     *
     * @param trigger by its name
     * @return this tester
     * @throws IllegalArgumentException if no trigger has the name, or several have
     */
    public AutoscalerTester reads(String trigger) {
        triggers.find(trigger).readForReal();
        return this;
    }

    /**
     * Sets the count of a target, as somebody else might.
     *
     * @param target by its name: that of the autoscaler, unless the property {@code target} gives another
     * @param replicas at least 0; each target begins with 1
     * @return this tester
     * @throws IllegalArgumentException if no target has the name, or the count is negative
     */
    public AutoscalerTester replicas(String target, int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas must be at least 0, were " + replicas);
        }
        targets.count(target).set(replicas);
        return this;
    }

    /**
     * Lets time pass, and makes every turn that falls due. The first call makes the first turns, at the time at which
     * the test begins.
     *
     * @param duration at least 0
     * @return this tester
     * @throws IllegalStateException if an autoscaler that takes part has a trigger without a value, or none takes part
     * @throws IllegalArgumentException if the duration is negative
     */
    public AutoscalerTester advance(Duration duration) {
        triggers.check();
        time.advance(duration);
        return this;
    }

    /**
     * Lets time pass up to an instant, as {@link #advance} does.
     *
     * @param instant not before {@link #now}
     * @return this tester
     * @throws IllegalStateException as {@link #advance} does
     * @throws IllegalArgumentException if the instant is over
     */
    public AutoscalerTester advanceTo(Instant instant) {
        return advance(Duration.between(now(), instant));
    }

    /** {@return the time of the test} */
    public Instant now() {
        return time.instant();
    }

    /**
     * Returns the count of a target.
     *
     * @param target by its name: that of the autoscaler, unless the property {@code target} gives another
     * @return as it was written last, at least 0
     * @throws IllegalArgumentException if no target has the name
     */
    public int replicas(String target) {
        return targets.count(target).get();
    }

    /**
     * Returns the latest decision, with its explanation.
     *
     * @param autoscaler by its name
     * @return of the latest turn that decided
     * @throws IllegalArgumentException if there is no autoscaler of the name
     * @throws IllegalStateException if no turn has decided yet
     */
    public Decision decision(String autoscaler) {
        return turns(autoscaler).stream()
                .flatMap(turn -> turn.decision().stream())
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new IllegalStateException("autoscaler \"" + autoscaler
                        + "\" has decided nothing yet; let time pass with advance, or look at its turns"));
    }

    /**
     * Returns all turns since the test began.
     *
     * @param autoscaler by its name
     * @return the first one first; a copy
     * @throws IllegalArgumentException if there is no autoscaler of the name
     */
    public List<Turn> turns(String autoscaler) {
        if (!registry.names().contains(autoscaler)) {
            throw new IllegalArgumentException(
                    "there is no autoscaler \"" + autoscaler + "\"; there are " + registry.names());
        }
        return turns.of(autoscaler);
    }
}
