package io.scaler4j.spring.boot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configuration of all autoscalers. What is not set has the library's default.
 *
 * @param autoscalers Autoscalers by name. The name is that of the bean that is scaled, unless 'target' says another.
 * @param scaledObjects Files with ScaledObjects of KEDA and HorizontalPodAutoscalers, as in 'classpath:scaling/*.yaml'.
 *     An autoscaler is made of each; it scales the bean with the object's name, or with the name in its
 *     'scaleTargetRef'. Needs scaler-scaledobject.
 * @param stateFolder A folder in which the states of autoscalers survive a restart. It belongs to one process at a
 *     time. Without it they are kept in memory.
 * @param writeSpread Over which time writes to targets are spread. 0 or more; default 1 s.
 */
@ConfigurationProperties(prefix = ScalerProperties.PREFIX, ignoreUnknownFields = false)
record ScalerProperties(
        @DefaultValue Map<String, AutoscalerProperties> autoscalers,
        @DefaultValue List<String> scaledObjects,
        @Nullable Path stateFolder,
        @Nullable Duration writeSpread) {

    static final String PREFIX = "scaler4j";
}
