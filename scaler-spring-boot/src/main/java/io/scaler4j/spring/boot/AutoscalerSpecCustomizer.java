package io.scaler4j.spring.boot;

import io.scaler4j.registry.AutoscalerSpec;

/**
 * A bean that changes what autoscalers are configured with before they begin, wherever it comes from: properties,
 * files, or beans. Several are asked in the order of Spring's {@code @Order}.
 *
 * <pre>{@code
 * @Bean
 * AutoscalerSpecCustomizer slower() {
 *     return spec -> spec.every(Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * <p>Called once for each autoscaler, on the thread that starts the application, once all beans are there. A
 * specification that is applied at run time is not changed.
 */
@FunctionalInterface
public interface AutoscalerSpecCustomizer {

    /**
     * Changes a specification.
     *
     * @param spec as it is configured
     * @return what the autoscaler runs by, with the same name; may be {@code spec} itself
     * @throws IllegalArgumentException to refuse it, with a sentence that says why; the application does not start
     */
    AutoscalerSpec customize(AutoscalerSpec spec);
}
