package io.scaler4j.spring.boot.test.app;

import io.scaler4j.AutoscalerObserver;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.registry.AutoscalerRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What a slice leaves out: each part fails when it is made or used. */
public final class Production {

    private Production() {}

    private static AssertionError touched() {
        return new AssertionError("a test touched production");
    }

    /** Found by scanning. */
    @Component("backlog")
    public static class Database implements Scaler {

        public Database() {
            throw touched();
        }

        @Override
        public Reading read(ReadRequest request) {
            throw touched();
        }
    }

    /** Found by scanning. */
    @Component
    public static class Pager implements AutoscalerObserver {

        public Pager() {
            throw touched();
        }
    }

    /** Found by scanning. */
    @Configuration
    public static class Cluster {

        @Bean
        ScaleTarget mail() {
            throw touched();
        }
    }

    /** Imported by a test. */
    public static class OwnRegistry {

        @Bean(destroyMethod = "close")
        AutoscalerRegistry mine() {
            return AutoscalerRegistry.builder().build();
        }
    }
}
