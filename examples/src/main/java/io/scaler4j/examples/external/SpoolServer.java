package io.scaler4j.examples.external;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.external.ExternalScalerServer;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * An external scaler for KEDA and for {@link SpoolWorkers}: how many files wait in a folder, 50 for each replica.
 *
 * <pre>{@code
 * java io.scaler4j.examples.external.SpoolServer 9090 /var/spool/orders
 * }</pre>
 *
 * <p>A {@code ScaledObject} uses it with a trigger of type {@code external-push} and {@code trigger: spool}.
 */
public final class SpoolServer {

    /** What {@code metadata} names. */
    static final String TRIGGER = "spool";

    private SpoolServer() {}

    /**
     * Serves until the process is asked to end; streams then end cleanly, so that clients go elsewhere.
     *
     * @param args the port, 0 for any that is free, and the folder
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 2) {
            System.err.println("usage: SpoolServer PORT FOLDER");
            System.exit(2);
        }
        ExternalScalerServer server = serve(Integer.parseInt(args[0]), Path.of(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.println("serves the trigger " + TRIGGER + " on port " + server.port());
        new CountDownLatch(1).await(); // the hook ends the process
    }

    static ExternalScalerServer serve(int port, Path folder) {
        var files = MetricSpec.of(TRIGGER, averageValue(50));
        return ExternalScalerServer.builder()
                .port(port)
                .trigger(TRIGGER, TriggerPlan.of(files, context -> request -> waiting(folder)))
                .streamInterval(Duration.ofSeconds(1))
                .start();
    }

    /** A folder that cannot be read is a failure and never 0: the workers stay as they are. */
    private static Reading waiting(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return Reading.of((double) files.count());
        } catch (IOException e) {
            return Reading.failure(
                    Reading.Failure.Kind.UNAVAILABLE, "the folder " + folder + " cannot be read; check that it exists");
        }
    }
}
