package io.scaler4j.spi;

import io.scaler4j.config.InvalidConfigurationException;
import java.util.List;

/**
 * Plans triggers of one type from text, with KEDA's option names. Found by {@link ScalerCatalog} through
 * {@link java.util.ServiceLoader}; needs a public constructor without arguments. Stateless and thread-safe.
 */
public interface ScalerProvider {

    /** {@return the type of its triggers, as in KEDA's {@code trigger.type}, such as {@code kafka}} */
    String type();

    /**
     * Returns every option of the type, each declared once. The wanted value and the activation threshold are among
     * them, under the names that the type gives them.
     *
     * @return an unmodifiable list, in the order of the documentation
     */
    List<Option<?>> options();

    /**
     * Returns whether a trigger may have further metadata, which is passed on to its source without being declared; see
     * {@link OptionReader#passOn}.
     *
     * @return false unless overridden: metadata that no option declares is a problem then
     */
    default boolean passesOn() {
        return false;
    }

    /**
     * Reads and checks the options of a trigger. It reports every problem at once, and does nothing else: it opens no
     * connection, resolves no host and reads no file. What only a file or a server can tell is for
     * {@link TriggerPlan#open} to find out.
     *
     * @param spec the options as text; {@link OptionReader} reads them
     * @return a plan of the trigger
     * @throws InvalidConfigurationException with every option that is wrong, and unknown ones
     */
    TriggerPlan plan(TriggerSpec spec);
}
