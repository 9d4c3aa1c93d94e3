package io.scaler4j.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every decision under a composite, on the random turns of a {@link RandomWorld}. */
class CompositePropertiesTest extends PropertyFixture {

    private static final Formulas ONE = new Formulas("trigger1", List.of("trigger1"), (values, ifNil) -> values[0]);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCompositeOfOneTriggerDecidesAsTheTriggerAlone(long seed) {
        var world = new RandomWorld(seed);
        double threshold = world.random().nextInt(3);
        MetricTarget target = MetricTarget.averageValue(50);
        var composite = Composite.of(ONE, target).activatesAbove(threshold);
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Reading reading = reading(world.random());
            Measurement alone = Measurement.of("trigger1", target, reading).activatesAbove(threshold);
            Decision plain = world.decide(with(observation, alone));
            Decision composed = decide(world, composite, with(observation, alone.activatesAbove(900)));
            assertThat(composed.to())
                    .as(() -> world.describe(observation, plain + "\nas a composite: " + composed))
                    .isEqualTo(plain.to());
            assertThat(composed.next(true).toText()).isEqualTo(plain.next(true).toText());
            world.follow(plain);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCompositeThatIsUnknownNeverShrinksTheTarget(long seed) {
        var world = new RandomWorld(seed);
        var random = world.random();
        for (int turn = 0; turn < TURNS; turn++) {
            Observation observation = world.look();
            Composite composite = someComposite(random);
            Decision decision = decide(world, composite, observation);
            Supplier<String> context = () -> world.describe(observation, composite + "\n" + decision);
            Recommendation composed = decision.explanation().composite().orElseThrow();
            if (!composed.isUsable() && !observation.control().isPaused()) {
                int max = world.boundsOf(observation).max();
                assertThat(decision.to()).as(context).isGreaterThanOrEqualTo(Math.min(decision.from(), max));
                assertThat(composed.isActive()).as(context).isFalse();
            }
            assertReplacedTriggersSayNothing(decision, context);
            assertThat(decide(world, composite, observation)).as(context).isEqualTo(decision);
            assertThat(ScalingState.parse(decision.next(true).toText()))
                    .as(context)
                    .isEqualTo(decision.next(true));
            world.follow(decision);
        }
    }

    private static void assertReplacedTriggersSayNothing(Decision decision, Supplier<String> context) {
        for (Recommendation one : decision.explanation().recommendations()) {
            boolean value =
                    one.reading() instanceof Reading.Value && !(one.target() instanceof MetricTarget.Utilization);
            if (value) {
                assertThat(one.reason()).as(context).isEqualTo(Reason.COMPOSITE);
                assertThat(one.isActive() || one.isUsable()).as(context).isFalse();
            }
        }
    }

    private static Decision decide(RandomWorld world, Composite composite, Observation observation) {
        return new ScalingPolicy.Builder.Staged(with(world.settings(), composite)).decide(world.state(), observation);
    }

    private static PolicySettings with(PolicySettings settings, Composite composite) {
        return new PolicySettings(
                settings.bounds(),
                settings.idle(),
                settings.cooldownMicros(),
                settings.initialCooldownMicros(),
                settings.up(),
                settings.down(),
                settings.tolerance(),
                settings.activation(),
                settings.deactivation(),
                settings.legacy(),
                settings.respectManualZero(),
                composite);
    }

    private static Observation with(Observation observation, Measurement only) {
        return Observation.of(observation.at(), observation.replicas(), only)
                .every(observation.interval())
                .with(observation.bounds())
                .with(observation.control());
    }

    /** Also of triggers that abstain, sample or do not exist. */
    private static Composite someComposite(SplittableRandom random) {
        String[] names = random.nextBoolean() ? new String[] {"trigger1"} : new String[] {"trigger1", "trigger2"};
        Formulas formula = switch (random.nextInt(5)) {
            case 0 -> Formulas.sum(names);
            case 1 -> Formulas.first(names);
            case 2 -> new Formulas("odd", List.of(names), (values, ifNil) -> 1 / (values[0] - 50));
            case 3 -> new Formulas("opposite", List.of(names), (values, ifNil) -> -values[0]);
            default -> Formulas.largest(names);
        };
        MetricTarget target = random.nextBoolean() ? MetricTarget.averageValue(50) : MetricTarget.value(50);
        return Composite.of(formula, target).activatesAbove(random.nextInt(-1, 3));
    }

    private static Reading reading(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> DecisionFixture.DOWN;
            case 1 -> Reading.value(random.nextInt(1000)).lowerBound().build();
            case 2, 3 -> Reading.of(0);
            default -> Reading.of(random.nextInt(200_000) / 125.0);
        };
    }
}
