package io.scaler4j.testservers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Makes pods ready, as a kubelet would, in a cluster without nodes. Each pod of the namespace that is pending gets the
 * phase {@code Running} and the condition {@code Ready}. Pods stay unbound, so that they are gone when deleted.
 */
public final class KubernetesPods implements AutoCloseable {

    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "kubernetes-pods"));
    private static final int LIMIT_SECONDS = 20;

    private final KubernetesClient client;
    private final Watch watch;
    private volatile boolean closed;

    private KubernetesPods(KubernetesClient client, String namespace) {
        this.client = client;
        watch = client.pods().inNamespace(namespace).watch(new Watcher<Pod>() {
            @Override
            public void eventReceived(Action action, Pod pod) {
                if (action == Action.ADDED
                        && !closed
                        && "Pending".equals(pod.getStatus().getPhase())) {
                    submit(pod);
                }
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
    }

    /**
     * Begins with the pods that are there.
     *
     * @param client of an administrator; stays the caller's, and is used until this is closed
     */
    public static KubernetesPods readyIn(KubernetesClient client, String namespace) {
        return new KubernetesPods(client, namespace);
    }

    private void submit(Pod pod) {
        try {
            writer.execute(() -> makeReady(pod));
        } catch (RejectedExecutionException closedMeanwhile) {
            // nobody looks at this pod any more
        }
    }

    private void makeReady(Pod pod) {
        if (closed) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String status = """
                {"status": {"phase": "Running", "startTime": "%s",
                  "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "%s"}]}}
                """.formatted(now, now);
        try {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), status);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) { // deleted already
                throw e;
            }
        }
    }

    /** Waits for the pod that is being written. */
    @Override
    public void close() {
        closed = true;
        watch.close();
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A pod could not be written within " + LIMIT_SECONDS + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
