package io.scaler4j.spring.boot;

import io.scaler4j.ScaleTarget;
import java.util.List;
import java.util.Optional;

/** Finds what is scaled, by the name that the configuration gives. */
interface TargetSource {

    /** What can be found, for a sentence: {@code ScaleTarget}. */
    String kind();

    /** Returns the target; empty if there is none of this name. */
    Optional<ScaleTarget> find(String name);

    /** Returns the names of all targets. */
    List<String> names();
}
