package io.scaler4j.examples.spring;

import io.scaler4j.spring.boot.AutoscalerRegistryCustomizer;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class OneWriter {

    @Bean
    AutoscalerRegistryCustomizer leaderWrites(BooleanSupplier holdsLease) {
        return registry -> registry.writesWhile(holdsLease);
    }
}
