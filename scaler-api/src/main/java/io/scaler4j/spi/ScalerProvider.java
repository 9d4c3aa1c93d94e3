package io.scaler4j.spi;

import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.connect.SharedConnections;

/**
 * Makes triggers of one type from text, with KEDA's option names. Found by {@link ScalerCatalog} through
 * {@link java.util.ServiceLoader}; needs a public constructor without arguments. Stateless and thread-safe.
 */
public interface ScalerProvider {

    /**
     * The type it makes.
     *
     * @return the name as in KEDA's {@code trigger.type}, such as {@code kafka}
     */
    String type();

    /**
     * Makes a trigger, with a scaler that the caller closes. The wanted value and the activation threshold are among
     * the options, under the names that the type gives them.
     *
     * @param spec the options; read all of them, then call {@link TriggerSpec#verify()}
     * @param connections where connections of equal settings are shared
     * @return an open trigger
     * @throws InvalidConfigurationException with every option that is wrong, and unknown ones
     */
    Trigger create(TriggerSpec spec, SharedConnections connections);
}
