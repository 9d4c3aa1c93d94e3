package io.scaler4j.spring.boot.sample;

import io.scaler4j.spring.boot.Backlog;
import io.scaler4j.spring.boot.Fleet;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Two fleets, each with a backlog. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
public class SampleApplication {

    @Bean
    Fleet orders() {
        return new Fleet(1);
    }

    @Bean
    Fleet mail() {
        return new Fleet(2);
    }

    @Bean
    Backlog backlog() {
        return new Backlog(70);
    }

    @Bean
    Backlog inbox() {
        return new Backlog(20);
    }
}
