package io.scaler4j.spi;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A trigger as text: a type, and options as a KEDA {@code ScaledObject} has them. {@link ScalerCatalog#plan} checks it
 * and makes a plan of it. Immutable; equal if everything that was given is equal, authentication parameters as they
 * were when the spec was built. It is never printed with a value.
 */
public final class TriggerSpec {

    private static final String NULL = "the authentication parameters must not be null; give none at all instead";

    private final String type;
    private final String name;
    private final String metricType;
    private final String podIdentity;
    private final Supplier<Map<String, String>> secrets;
    private final OptionValues values;

    private TriggerSpec(TriggerSpecBuilder builder, Map<String, String> authentication, Optional<String> problem) {
        type = builder.type;
        name = builder.name.isBlank() ? builder.type : builder.name;
        metricType = builder.metricType.strip();
        podIdentity = builder.podIdentity.strip();
        secrets = builder.authentication;
        values = new OptionValues(builder.metadata, authentication, builder.environment, problem);
    }

    /** Without authentication parameters there is a problem, which the trigger is refused for. */
    static TriggerSpec of(TriggerSpecBuilder builder) {
        try {
            @Nullable Map<String, String> authentication = builder.authentication.get();
            return authentication == null
                    ? new TriggerSpec(builder, Map.of(), Optional.of(NULL))
                    : new TriggerSpec(builder, authentication, Optional.empty());
        } catch (RuntimeException e) {
            return new TriggerSpec(builder, Map.of(), Optional.of(describe(e)));
        }
    }

    /** Without the message, which may tell a secret. */
    private static String describe(RuntimeException thrown) {
        Throwable cause = thrown.getCause();
        return "the authentication parameters could not be read: their supplier threw "
                + thrown.getClass().getSimpleName()
                + (cause == null ? "" : " because of " + cause.getClass().getSimpleName());
    }

    /**
     * Returns the same options, with the authentication parameters as they are now: a secret may have been replaced
     * since.
     *
     * @return another spec
     * @throws RuntimeException what the supplier of the parameters throws
     */
    public TriggerSpec withCurrentAuthentication() {
        TriggerSpecBuilder same = builder(type)
                .name(name)
                .metricType(metricType)
                .podIdentity(podIdentity)
                .metadata(values.metadata())
                .authentication(secrets)
                .environment(values.environment());
        return new TriggerSpec(same, Objects.requireNonNull(secrets.get(), NULL), Optional.empty());
    }

    /**
     * Starts a trigger.
     *
     * @param type as in KEDA's {@code trigger.type}
     * @return a builder without options
     */
    public static TriggerSpecBuilder builder(String type) {
        return new TriggerSpecBuilder(type);
    }

    /** {@return the trigger type, as in KEDA's {@code trigger.type}} */
    public String type() {
        return type;
    }

    /** {@return the trigger's name; the type, if none was given} */
    public String name() {
        return name;
    }

    /**
     * Returns the identity of the cloud that the trigger is to be read under, by the word of its provider.
     *
     * @return KEDA: {@code podIdentity.provider} of the authentication; empty if it is absent, also for {@code none}
     */
    public Optional<String> podIdentity() {
        return podIdentity.isEmpty() || podIdentity.equals("none") ? Optional.empty() : Optional.of(podIdentity);
    }

    /**
     * Returns in which form the number wanted is meant.
     *
     * @return KEDA's {@code trigger.metricType} without white space at its ends; empty if not given
     */
    public String metricType() {
        return metricType;
    }

    /**
     * Returns the options as they were given. A value may be a secret that someone wrote there, so print none.
     *
     * @return an unmodifiable map
     */
    public Map<String, String> metadata() {
        return values.metadata();
    }

    /** {@return the names of the authentication parameters, without their secrets; unmodifiable} */
    public Set<String> authenticationParameters() {
        return Collections.unmodifiableSet(values.authenticationNames());
    }

    OptionValues values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TriggerSpec that
                && type.equals(that.type)
                && name.equals(that.name)
                && metricType.equals(that.metricType)
                && podIdentity().equals(that.podIdentity())
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, name, metricType, values);
    }

    /** The type and the name, without any value. */
    @Override
    public String toString() {
        return "trigger \"" + name + "\" (" + type + ")";
    }
}
