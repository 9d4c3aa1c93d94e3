package io.scaler4j.scaledobject.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field that a view reads: its value, and what an absent one, null and a value of another type are. */
class FieldsOfKindsTest {

    /** A field with its path, a value in YAML, what it is read as, and what holds without it. */
    record Reading(
            String name, String path, String yaml, Function<Node.Mapping, Object> view, Object value, Object none) {

        Object of(String text) {
            String document = "";
            String[] steps = path.split("\\.");
            for (int i = 0; i < steps.length; i++) {
                document += " ".repeat(2 * i) + steps[i] + ":" + (i + 1 < steps.length ? "\n" : " " + text + "\n");
            }
            var file = YamlReader.read(document, "");
            assertThat(file.problems()).as(document).isEmpty();
            return view.apply((Node.Mapping) file.documents().get(0));
        }

        @Override
        public String toString() {
            return name + " " + path;
        }
    }

    private static final List<Reading> ALL = new ArrayList<>();

    private static <M> void count(String path, Function<Node.Mapping, M> kind, Function<M, OptionalInt> view) {
        add("count", path, "7", kind.andThen(view::apply), OptionalInt.of(7), OptionalInt.empty());
    }

    private static <M> void text(String path, Function<Node.Mapping, M> kind, Function<M, Optional<String>> view) {
        add("text", path, "some", kind.andThen(view::apply), Optional.of("some"), Optional.empty());
    }

    private static <M> void word(String path, String none, Function<Node.Mapping, M> kind, Function<M, String> view) {
        add("text", path, "some", kind.andThen(view::apply), "some", none);
    }

    private static void add(
            String name, String path, String yaml, Function<Node.Mapping, Object> view, Object value, Object none) {
        ALL.add(new Reading(name, path, yaml, view, value, none));
    }

    static {
        word("metadata.name", "", ScaledObject::new, ScaledObject::name);
        word("metadata.namespace", "", ScaledJob::new, ScaledJob::namespace);
        word("apiVersion", "", OtherManifest::new, OtherManifest::apiVersion);
        word("kind", "", OtherManifest::new, OtherManifest::kind);
        count("spec.pollingInterval", ScaledObject::new, ScaledObject::pollingInterval);
        count("spec.cooldownPeriod", ScaledObject::new, ScaledObject::cooldownPeriod);
        count("spec.initialCooldownPeriod", ScaledObject::new, ScaledObject::initialCooldownPeriod);
        count("spec.idleReplicaCount", ScaledObject::new, ScaledObject::idleReplicaCount);
        count("spec.minReplicaCount", ScaledObject::new, ScaledObject::minReplicaCount);
        count("spec.maxReplicaCount", ScaledObject::new, ScaledObject::maxReplicaCount);
        count("spec.fallback.failureThreshold", ScaledObject::new, ScaledObject::fallbackFailureThreshold);
        count("spec.fallback.replicas", ScaledObject::new, ScaledObject::fallbackReplicas);
        word("spec.fallback.behavior", "static", ScaledObject::new, ScaledObject::fallbackBehavior);
        word("spec.advanced.scalingModifiers.formula", "", ScaledObject::new, ScaledObject::formula);
        word("spec.advanced.scalingModifiers.target", "", ScaledObject::new, ScaledObject::modifiersTarget);
        word("spec.advanced.scalingModifiers.activationTarget", "", ScaledObject::new, ScaledObject::activationTarget);
        word(
                "spec.advanced.scalingModifiers.metricType",
                "AverageValue",
                ScaledObject::new,
                ScaledObject::modifiersMetricType);
        word("spec.advanced.horizontalPodAutoscalerConfig.name", "keda-hpa-", ScaledObject::new, ScaledObject::hpaName);
        text("spec.scaleTargetRef.envSourceContainerName", ScaledObject::new, ScaledObject::envSourceContainerName);
        count("spec.pollingInterval", ScaledJob::new, ScaledJob::pollingInterval);
        count("spec.minReplicaCount", ScaledJob::new, ScaledJob::minReplicaCount);
        count("spec.maxReplicaCount", ScaledJob::new, ScaledJob::maxReplicaCount);
        count("spec.successfulJobsHistoryLimit", ScaledJob::new, ScaledJob::successfulJobsHistoryLimit);
        count("spec.failedJobsHistoryLimit", ScaledJob::new, ScaledJob::failedJobsHistoryLimit);
        text("spec.envSourceContainerName", ScaledJob::new, ScaledJob::envSourceContainerName);
        word("spec.scalingStrategy.strategy", "default", ScaledJob::new, ScaledJob::strategy);
        count(
                "spec.scalingStrategy.customScalingQueueLengthDeduction",
                ScaledJob::new,
                ScaledJob::customScalingQueueLengthDeduction);
        text(
                "spec.scalingStrategy.customScalingRunningJobPercentage",
                ScaledJob::new,
                ScaledJob::customScalingRunningJobPercentage);
        word(
                "spec.scalingStrategy.multipleScalersCalculation",
                "max",
                ScaledJob::new,
                ScaledJob::multipleScalersCalculation);
        text("spec.rollout.strategy", ScaledJob::new, ScaledJob::rolloutStrategy);
        text("spec.rolloutStrategy", ScaledJob::new, ScaledJob::rolloutStrategy);
        text("spec.rollout.propagationPolicy", ScaledJob::new, ScaledJob::propagationPolicy);
        count("spec.minReplicas", HorizontalPodAutoscaler::new, HorizontalPodAutoscaler::minReplicas);
        count("spec.maxReplicas", HorizontalPodAutoscaler::new, HorizontalPodAutoscaler::maxReplicas);
        count(
                "spec.targetCPUUtilizationPercentage",
                HorizontalPodAutoscaler::new,
                HorizontalPodAutoscaler::targetCpuUtilization);
        text("spec.podIdentity.provider", TriggerAuthentication::new, TriggerAuthentication::podIdentityProvider);
        text("spec.filePath", TriggerAuthentication::new, TriggerAuthentication::filePath);
        count("spec.replicas.min", HttpScaledObject::new, HttpScaledObject::minReplicas);
        count("spec.replicas.max", HttpScaledObject::new, HttpScaledObject::maxReplicas);
        count("spec.scaledownPeriod", HttpScaledObject::new, HttpScaledObject::scaledownPeriod);
        count("spec.initialCooldownPeriod", HttpScaledObject::new, HttpScaledObject::initialCooldownPeriod);
        count("spec.targetPendingRequests", HttpScaledObject::new, HttpScaledObject::targetPendingRequests);
        count("spec.scaleTargetRef.port", HttpScaledObject::new, HttpScaledObject::port);
        text("spec.scaleTargetRef.portName", HttpScaledObject::new, HttpScaledObject::portName);
        count("spec.target.port", InterceptorRoute::new, InterceptorRoute::port);
        text("spec.target.portName", InterceptorRoute::new, InterceptorRoute::portName);
        count("spec.replicas", OtherManifest::new, OtherManifest::replicas);
        word("type", "", trigger(), TriggerManifest::type);
        word("name", "", trigger(), TriggerManifest::name);
        word("metricType", "", trigger(), TriggerManifest::metricType);
        text("authenticationRef.name", trigger(), TriggerManifest::authenticationName);
        word("authenticationRef.kind", "TriggerAuthentication", trigger(), TriggerManifest::authenticationKind);
        count("stabilizationWindowSeconds", Behavior.Rules::new, Behavior.Rules::stabilizationWindowSeconds);
        word("selectPolicy", "Max", Behavior.Rules::new, Behavior.Rules::selectPolicy);
        count("value", Behavior.Policy::new, Behavior.Policy::value);
        count("periodSeconds", Behavior.Policy::new, Behavior.Policy::periodSeconds);
        word("type", "", Behavior.Policy::new, Behavior.Policy::type);
    }

    private static Function<Node.Mapping, TriggerManifest> trigger() {
        return source -> new TriggerManifest(0, source);
    }

    static List<Reading> readings() {
        return ALL;
    }

    static List<Reading> counts() {
        return ALL.stream().filter(reading -> reading.name().equals("count")).toList();
    }

    static List<Reading> texts() {
        return ALL.stream().filter(reading -> reading.name().equals("text")).toList();
    }

    @ParameterizedTest
    @MethodSource("readings")
    void aFieldHasItsValueAndWithoutOneItsDefault(Reading reading) {
        assertThat(reading.of(reading.yaml())).isEqualTo(reading.value());
        assertThat(reading.of("~")).as("null").isEqualTo(reading.none());
        assertThat(reading.of("")).as("nothing").isEqualTo(reading.none());
        var empty = (Node.Mapping) YamlReader.read("{}", "").documents().get(0);
        assertThat(reading.view().apply(empty)).as("absent").isEqualTo(reading.none());
    }

    @ParameterizedTest
    @MethodSource("readings")
    void aValueOfAnotherTypeIsAsGoodAsNone(Reading reading) {
        for (String other : List.of("true", "off", "[7]", "{some: some}", "[]", "1.5", "7.25e-3")) {
            assertThat(reading.of(other)).as(other).isEqualTo(reading.none());
        }
    }

    @ParameterizedTest
    @MethodSource("counts")
    void aCountIsAnyWholeNumberOf32Bits(Reading reading) {
        assertThat(reading.of("2147483647")).isEqualTo(OptionalInt.of(Integer.MAX_VALUE));
        assertThat(reading.of("-2147483648")).isEqualTo(OptionalInt.of(Integer.MIN_VALUE));
        assertThat(reading.of("0x10")).isEqualTo(OptionalInt.of(16));
        assertThat(reading.of("010")).isEqualTo(OptionalInt.of(8));
        assertThat(reading.of("1_000")).isEqualTo(OptionalInt.of(1000));
        assertThat(reading.of("7.0")).isEqualTo(OptionalInt.of(7));
        assertThat(reading.of("1e3")).isEqualTo(OptionalInt.of(1000));
        for (String none : List.of("2147483648", "-2147483649", "1e30", "'7'", "seven", "9223372036854775808")) {
            assertThat(reading.of(none)).as(none).isEqualTo(OptionalInt.empty());
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsWhatYamlHoldsForText(Reading reading) {
        assertThat(reading.of("7")).isEqualTo(reading.none());
        assertThat(reading.of("yes")).isEqualTo(reading.none());
        for (String text : List.of("'7'", "\"yes\"", "!!str 7")) {
            assertThat(reading.of(text)).as(text).isNotEqualTo(reading.none());
        }
    }

    @Test
    void anEmptyTextCountsWhereTheDefaultIsForAbsenceAlone() {
        ALL.stream().filter(reading -> reading.name().equals("text")).forEach(reading -> {
            Object value = reading.of("''");
            boolean falls =
                    reading.path().endsWith("metricType") && reading.path().startsWith("spec")
                            || reading.path().endsWith("horizontalPodAutoscalerConfig.name");
            Object empty = reading.value() instanceof Optional ? Optional.of("") : "";
            assertThat(value).as(reading.path()).isEqualTo(falls ? reading.none() : empty);
        });
    }
}
