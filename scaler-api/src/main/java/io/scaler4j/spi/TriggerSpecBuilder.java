package io.scaler4j.spi;

import java.util.Map;
import java.util.Objects;
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
        this.type = Objects.requireNonNull(type, "type must not be null; it is KEDA's trigger.type, such as kafka");
    }

    /**
     * Names the trigger.
     *
     * @param name blank for the type's name
     * @return this builder
     */
    public TriggerSpecBuilder name(String name) {
        this.name = Objects.requireNonNull(name, "name must not be null; leave it out for the type's name");
        return this;
    }

    /**
     * Says in which form the number wanted is meant.
     *
     * @param metricType KEDA: {@code trigger.metricType}; blank for {@code AverageValue}
     * @return this builder
     */
    public TriggerSpecBuilder metricType(String metricType) {
        this.metricType =
                Objects.requireNonNull(metricType, "metricType must not be null; leave it out for AverageValue");
        return this;
    }

    /**
     * Says under which identity of a cloud the trigger is to be read. Sources that know none say so.
     *
     * @param podIdentity KEDA: {@code podIdentity.provider}; blank or {@code none} for none
     * @return this builder
     */
    public TriggerSpecBuilder podIdentity(String podIdentity) {
        this.podIdentity = Objects.requireNonNull(podIdentity, "podIdentity must not be null; leave it out for none");
        return this;
    }

    /**
     * Sets the options.
     *
     * @param metadata KEDA: {@code trigger.metadata}; a value that is null is a problem of the trigger
     * @return this builder
     */
    public TriggerSpecBuilder metadata(Map<String, String> metadata) {
        this.metadata = Objects.requireNonNull(metadata, "metadata must not be null; leave it out for none");
        return this;
    }

    /**
     * Sets the resolved authentication parameters. They are never printed.
     *
     * @param authentication parameter to secret
     * @return this builder
     */
    public TriggerSpecBuilder authentication(Map<String, String> authentication) {
        Objects.requireNonNull(authentication, "authentication must not be null; leave it out for none");
        return authentication(() -> authentication);
    }

    /**
     * Sets where the resolved authentication parameters come from, for secrets that may be exchanged while the trigger
     * is in use. They are never printed.
     *
     * @param authentication the parameters of that moment; asked when the spec is built, and by sources that can change
     *     their secrets again after these were refused, then on the thread of a read. What it throws while the spec is
     *     built is a problem of the trigger, which {@link ScalerCatalog#plan} tells by the name of the exception: its
     *     message may have a secret
     * @return this builder
     */
    public TriggerSpecBuilder authentication(Supplier<Map<String, String>> authentication) {
        this.authentication =
                Objects.requireNonNull(authentication, "authentication must not be null; leave it out for none");
        return this;
    }

    /**
     * Sets the environment that {@code ...FromEnv} options refer to.
     *
     * @param environment variable to value
     * @return this builder
     */
    public TriggerSpecBuilder environment(Map<String, String> environment) {
        this.environment = Objects.requireNonNull(environment, "environment must not be null; leave it out for none");
        return this;
    }

    /**
     * Makes the spec.
     *
     * @return an immutable spec
     */
    public TriggerSpec build() {
        return TriggerSpec.of(this);
    }
}
