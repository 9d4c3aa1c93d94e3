package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.Autoscaler;
import io.scaler4j.AutoscalerBuilder;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that scales its workers, stops when it is asked to, and goes on where it stopped. */
public final class OrdersService {

    private static final int WRONG_CONFIGURATION = 78; // EX_CONFIG of sysexits.h

    public static void main(String[] args) throws Exception {
        var asked = new CountDownLatch(1);
        var saved = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            try {
                saved.await(25, TimeUnit.SECONDS); // Kubernetes kills after 30 s
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            var workers = new AtomicInteger(1); // your target and your scaler stand here
            var orders = Autoscaler.builder("orders")
                    .target(ScaleTarget.of(workers::get, workers::set))
                    .policy(ScalingPolicy.builder().replicas(1, 20).build())
                    .trigger(Trigger.of("lag", request -> Reading.of(300), averageValue(50)));
            Path file = Path.of(args[0]);
            var autoscaler = restored(file, orders);
            try (autoscaler) {
                autoscaler.start();
                asked.await();
            } // from here on nothing is written to the target
            save(file, autoscaler);
        } catch (InvalidConfigurationException e) {
            System.err.println(e.getMessage()); // names every problem and no secret
            saved.countDown();
            System.exit(WRONG_CONFIGURATION);
        } finally {
            saved.countDown();
        }
    }

    /** Goes on where the file says that the last one stopped. */
    static Autoscaler restored(Path file, AutoscalerBuilder builder) throws IOException {
        var values = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                values.load(in);
            }
        }
        return builder.state(state(values)).control(control(values)).build();
    }

    /** Keeps what is needed to go on, in one move: a crash leaves the old file or the new one. */
    static void save(Path file, Autoscaler autoscaler) throws IOException {
        Control control = autoscaler.control();
        var values = new Properties();
        values.setProperty("state", autoscaler.state().toText());
        put(values, "paused", control.isPaused());
        control.pausedAt().ifPresent(count -> values.setProperty("pausedAt", String.valueOf(count)));
        put(values, "scaleInPaused", control.isScaleInPaused());
        put(values, "scaleOutPaused", control.isScaleOutPaused());
        put(values, "activationForced", control.isActivationForced());
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try (var out = Files.newBufferedWriter(whole)) {
            values.store(out, null);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ScalingState state(Properties values) {
        try {
            String text = values.getProperty("state");
            return text == null ? ScalingState.initial() : ScalingState.parse(text);
        } catch (IllegalArgumentException e) { // damaged, or of an unknown version
            System.err.println("begins without a state: " + e.getMessage());
            return ScalingState.initial(); // nothing shrinks at first sight
        }
    }

    private static Control control(Properties values) {
        var control = Control.none().forceActivation(values.containsKey("activationForced"));
        if (values.containsKey("scaleInPaused")) {
            control = control.pauseScaleIn();
        }
        if (values.containsKey("scaleOutPaused")) {
            control = control.pauseScaleOut();
        }
        if (values.containsKey("pausedAt")) {
            return control.pauseAt(Integer.parseInt(values.getProperty("pausedAt")));
        }
        return values.containsKey("paused") ? control.pause() : control;
    }

    private static void put(Properties values, String key, boolean set) {
        if (set) {
            values.setProperty(key, "true");
        }
    }
}
