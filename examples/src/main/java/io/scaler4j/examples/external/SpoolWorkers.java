package io.scaler4j.examples.external;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scales workers on an external scaler of KEDA, such as {@link SpoolServer}. The server names the target, and wakes
 * idle workers at once.
 *
 * <pre>{@code
 * java io.scaler4j.examples.external.SpoolWorkers 127.0.0.1:9090
 * }</pre>
 */
public final class SpoolWorkers {

    private SpoolWorkers() {}

    /**
     * Prints how many workers there should be, whenever that changes.
     *
     * @param args the address of the server
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1) {
            System.err.println("usage: SpoolWorkers HOST:PORT");
            System.exit(2);
        }
        var workers = new AtomicInteger();
        ScaleTarget printed = ScaleTarget.of(workers::get, count -> {
            workers.set(count);
            System.out.println(count + " workers");
        });
        try (var catalog = ScalerCatalog.load();
                var autoscaler = scaling(catalog, args[0], printed).start()) {
            new CountDownLatch(1).await();
        }
    }

    static Autoscaler scaling(ScalerCatalog catalog, String address, ScaleTarget workers) {
        var trigger = catalog.open(TriggerSpec.builder("external-push")
                .name("spool")
                .metadata(Map.of("scalerAddress", address, "trigger", SpoolServer.TRIGGER))
                .build());
        return Autoscaler.builder("spool")
                .target(workers)
                .policy(ScalingPolicy.builder()
                        .replicas(0, 10)
                        .cooldown(Duration.ofSeconds(10))
                        .build())
                .trigger(trigger)
                .interval(Duration.ofSeconds(30))
                .build();
    }
}
