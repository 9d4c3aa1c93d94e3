package io.scaler4j.spring.boot;

import io.scaler4j.ScaleTarget;
import java.util.List;
import java.util.Optional;

/**
 * A bean that finds what is scaled, by the name that the configuration gives: for targets that are no beans, such as
 * the queues' listeners of a library or the deployments of a cluster.
 *
 * <p>Sources are asked in the order of Spring's {@code @Order}, and the first that knows a name is used. Beans that are
 * scaled have the order 0, Kafka listeners 1. A source without an order comes last. Called on the thread that starts
 * the application, once all beans are there.
 */
public interface TargetSource {

    /** {@return what can be found, in a word for error messages: {@code ScaleTarget}} */
    String kind();

    /**
     * Finds a target.
     *
     * @param name as in the property {@code target}
     * @return the target, which stays the application's to close; empty if none has this name. Targets of one name must
     *     be equal, so that a second autoscaler that writes to it is refused
     */
    Optional<ScaleTarget> find(String name);

    /** {@return the names of all targets, for error messages; may be empty if they cannot be listed} */
    List<String> names();
}
