package io.scaler4j.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator asks for from the beginning, named as KEDA's annotations.
 *
 * @param paused Whether the count is frozen as it is.
 * @param pausedReplicas The count that the target is brought to and kept at.
 * @param pausedScaleIn Whether steps to fewer replicas are forbidden.
 * @param pausedScaleOut Whether steps to more replicas are forbidden.
 * @param forceActivation Whether the target counts as active, whatever its triggers say.
 */
record ControlProperties(
        @DefaultValue("false") boolean paused,
        @Nullable Integer pausedReplicas,
        @DefaultValue("false") boolean pausedScaleIn,
        @DefaultValue("false") boolean pausedScaleOut,
        @DefaultValue("false") boolean forceActivation) {}
