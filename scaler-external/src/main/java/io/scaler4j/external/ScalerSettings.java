package io.scaler4j.external;

import io.scaler4j.Scheduler;
import io.scaler4j.config.Masking;
import io.scaler4j.connect.Secrets;
import io.scaler4j.external.grpc.ScaledObjectRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a scaler asks for. Not thread-safe, and not changed once a scaler has it. */
final class ScalerSettings {

    static final Duration DEFAULT_METRIC_SPEC_AGE = Duration.ofMinutes(1);

    String namespace = "";
    String name = "";
    Map<String, String> metadata = Map.of();
    ValueRules.TargetForm targetForm = ValueRules.TargetForm.AVERAGE_VALUE;
    NegativeValue whenNegative = NegativeValue.FAILURE;
    Duration metricSpecAge = DEFAULT_METRIC_SPEC_AGE;
    boolean push;

    @Nullable
    Scheduler scheduler;

    ScaledObjectRef object() {
        return ScaledObjectRef.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .putAllScalerMetadata(new TreeMap<>(metadata))
                .build();
    }

    ValueRules rules() {
        return new ValueRules(targetForm, whenNegative);
    }

    Optional<Scheduler> scheduler() {
        return Optional.ofNullable(scheduler);
    }

    /** What a server may quote of the metadata. */
    Secrets secrets() {
        return Secrets.of(metadata.entrySet().stream()
                .filter(option -> Masking.isSecret(option.getKey().replaceFirst("FromEnv$", "")))
                .map(Map.Entry::getValue)
                .toList());
    }
}
