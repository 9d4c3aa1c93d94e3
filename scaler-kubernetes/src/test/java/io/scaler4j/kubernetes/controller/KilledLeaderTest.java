package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The process that scales is killed: how long it takes, and what the next one knows. */
class KilledLeaderTest extends ControllerFixture {

    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final int WINDOW_SECONDS = 24;

    private Path kubeconfig() {
        String given = System.getenv("KUBECONFIG");
        return server.folder()
                .map(folder -> folder.resolve("kubeconfig"))
                .orElseGet(() -> Path.of(given == null ? "none" : given));
    }

    @Test
    void theNextOneBeginsInTimeScalesNothingInAndGoesOnWithTheWindow() {
        assumeTrue(Files.isReadable(kubeconfig()), "the kubeconfig of the server is not at hand, for a process");
        workloads.deployment("orders", 1);
        var counts = new CopyOnWriteArrayList<Integer>();
        try (Watch watch = follow(counts);
                var child = ControllerProcess.start(kubeconfig(), namespace.name(), LEASE)) {
            child.load("orders", 60);
            load.values.put("orders", 60.0);
            scaledObject("orders", atOnce(WINDOW_SECONDS));
            awaitDesired("orders", 6);
            long scaled = System.nanoTime();
            child.load("orders", 10); // from now on only the window keeps the count
            load.values.put("orders", 10.0);
            try (var next = builder().lease(LEASE).identity("next").start()) {
                await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> next.shardsHeld() == 0);
                assertThat(child.isAlive()).isTrue();
                long killed = System.nanoTime();
                child.kill();
                await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> next.shardsHeld() == 1);
                double change = seconds(killed);
                assertThat(workloads.desired("orders")).isEqualTo(6);
                await().atMost(LIMIT).until(() -> workloads.desired("orders") == 1);
                double window = seconds(scaled);
                System.out.printf(
                        "killed leader: the next one led after %.2f s, %.2f leases; the window of %d s was over after"
                                + " %.1f s, %.1f s after the change%n",
                        change,
                        change / (LEASE.toMillis() / 1e3),
                        WINDOW_SECONDS,
                        window,
                        window - (killed - scaled) / 1e9 - change);
                assertThat(change).isLessThanOrEqualTo(1.5 * LEASE.toMillis() / 1e3);
                assertThat(counts).containsExactly(1, 6, 1); // nothing in between
                assertThat(window).isGreaterThan(WINDOW_SECONDS - 1.5); // not cut short
                assertThat(window - (killed - scaled) / 1e9 - change)
                        .as("a window that begins again lasts as long as it is")
                        .isLessThan(WINDOW_SECONDS - 3.0);
                assertThat(watch).isNotNull();
            }
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private Watch follow(List<Integer> counts) {
        return client.apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName("orders")
                .watch(new Watcher<Deployment>() {
                    @Override
                    public void eventReceived(Action action, Deployment deployment) {
                        int count = deployment.getSpec().getReplicas();
                        if (counts.isEmpty() || counts.get(counts.size() - 1) != count) {
                            counts.add(count);
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
    }
}
