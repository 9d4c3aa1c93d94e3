package io.scaler4j.examples.spring;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders over HTTP: {@code POST /orders?count=46}. */
@RestController
@RequestMapping("/orders")
class OrdersController {

    private static final Duration PACKING = Duration.ofSeconds(1);

    private final ThreadPoolTaskExecutor packers;

    OrdersController(ThreadPoolTaskExecutor packers) {
        this.packers = packers;
    }

    @PostMapping
    Map<String, Integer> order(@RequestParam int count) {
        for (int i = 0; i < count; i++) {
            packers.execute(() -> LockSupport.parkNanos(PACKING.toNanos()));
        }
        return state();
    }

    @GetMapping
    Map<String, Integer> state() {
        return Map.of("waiting", packers.getQueueSize(), "packers", packers.getCorePoolSize());
    }
}
