package io.scaler4j.spring.boot.test.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** An application whose parts talk to what a test does not have. */
@SpringBootApplication
public class ShopApplication {

    @Bean
    ThreadPoolTaskExecutor packers() {
        var packers = new ThreadPoolTaskExecutor();
        packers.setCorePoolSize(1);
        packers.setMaxPoolSize(1);
        return packers;
    }
}
