package io.scaler4j.examples.spring;

import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** A shop whose packers are as many as their backlog needs. */
@SpringBootApplication
public class ShopApplication {

    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }

    @Bean
    ThreadPoolTaskExecutor packers() {
        var packers = new ThreadPoolTaskExecutor();
        packers.setCorePoolSize(1);
        packers.setMaxPoolSize(1);
        return packers;
    }

    @Bean
    Scaler backlog(ThreadPoolTaskExecutor packers) {
        return request -> Reading.of(packers.getQueueSize());
    }
}
