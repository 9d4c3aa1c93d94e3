package io.scaler4j.spi;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import java.util.Map;
import java.util.function.Supplier;

/** Builds a {@link TriggerSpec}. Not thread-safe. */
public final class TriggerSpecBuilder {

    final String type;
    String name = "";
    String metricType = "";
    String podIdentity = "";
    Map<String, String> metadata = Map.of();
    Supplier<Map<String, String>> authentication = Map::of;
    Map<String, String> environment = Map.of();

    TriggerSpecBuilder(String type) {
        this.type = type;
    }

    /**
     * Names the trigger.
     *
     * @param name blank for the type's name
     * @return this builder
     */
    public TriggerSpecBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Says in which form the number wanted is meant.
     *
     * @param metricType KEDA: {@code trigger.metricType}; blank for {@code AverageValue}
     * @return this builder
     */
    public TriggerSpecBuilder metricType(String metricType) {
        this.metricType = metricType;
        return this;
    }

    /**
     * Says under which identity of a cloud the trigger is to be read. Sources that know none say so.
     *
     * @param podIdentity KEDA: {@code podIdentity.provider}; blank or {@code none} for none
     * @return this builder
     */
    public TriggerSpecBuilder podIdentity(String podIdentity) {
        this.podIdentity = podIdentity;
        return this;
    }

    /**
     * Sets the options.
     *
     * @param metadata KEDA: {@code trigger.metadata}
     * @return this builder
     */
    public TriggerSpecBuilder metadata(Map<String, String> metadata) {
        this.metadata = metadata;
        return this;
    }

    /**
     * Sets the resolved authentication parameters. They are never printed.
     *
     * @param authentication parameter to secret
     * @return this builder
     */
    public TriggerSpecBuilder authentication(Map<String, String> authentication) {
        return authentication(() -> authentication);
    }

    /**
     * Sets where the resolved authentication parameters come from, for secrets that may be exchanged while the trigger
     * is in use. They are never printed.
     *
     * @param authentication the parameters of that moment; asked when the spec is built, and by sources that can change
     *     their secrets again after these were refused, then on the thread of a read
     * @return this builder
     */
    public TriggerSpecBuilder authentication(Supplier<Map<String, String>> authentication) {
        this.authentication = authentication;
        return this;
    }

    /**
     * Sets the environment that {@code ...FromEnv} options refer to.
     *
     * @param environment variable to value
     * @return this builder
     */
    public TriggerSpecBuilder environment(Map<String, String> environment) {
        this.environment = environment;
        return this;
    }

    /**
     * Makes the spec.
     *
     * @return to be read once, by one provider
     * @throws InvalidConfigurationException if anything is null, with the names of the options and without their values
     */
    public TriggerSpec build() {
        Map<String, String> resolved = authentication == null ? Map.of() : authentication.get();
        checkNulls(resolved);
        return new TriggerSpec(this, resolved);
    }

    private void checkNulls(Map<String, String> resolved) {
        var problems = Problems.of("trigger \"" + (name == null || name.isBlank() ? type : name) + "\" (" + type + ")");
        problems.given("type", type);
        problems.given("name", name);
        problems.given("metricType", metricType);
        problems.given("podIdentity", podIdentity);
        checkNulls(problems, "metadata", metadata);
        if (problems.given("authentication", authentication)) {
            checkNulls(problems, "authentication", resolved);
        }
        checkNulls(problems, "environment", environment);
        problems.throwIfAny();
    }

    /** Names the option alone: its value may be a secret. */
    private static void checkNulls(Problems problems, String what, Map<String, String> map) {
        if (problems.given(what, map)) {
            map.forEach((option, value) -> {
                problems.check(option != null, what + " has an option without a name");
                problems.check(value != null, what + " has no value for " + option + "; leave out what is not set");
            });
        }
    }
}
