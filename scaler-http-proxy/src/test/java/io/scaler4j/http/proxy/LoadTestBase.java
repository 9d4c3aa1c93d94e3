package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Observation;
import io.scaler4j.policy.Reason;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.policy.Stage;
import io.scaler4j.policy.Step;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that send numbered requests, and replicas that tell how often they have executed each of them. */
abstract class LoadTestBase extends ProxyTestBase {

    final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
    final Queue<String> refused = new ConcurrentLinkedQueue<>();

    /** A replica that counts. */
    Backend replica() throws IOException {
        return Backend.answering((head, body, peer) -> {
            String id = head.split(" ", 3)[1];
            executions.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
            peer.ok(id);
        });
    }

    /** Sends one request, and notes an answer that is not the replica's. */
    void send(Peer client, String id, boolean post) throws IOException {
        client.send(
                (post ? "POST " : "GET ") + id + " HTTP/1.1\nHost: a\n" + (post ? "Content-Length: 0\n" : "") + "\n");
        String head = client.head();
        String body = client.body(head);
        if (head.startsWith("HTTP/1.1 200 ")) {
            assertThat(body).isEqualTo(id);
            assertThat(executions.get(id)).as(id).isNotNull();
        } else {
            refused.add((post ? "POST " : "GET ") + head.lines().findFirst().orElse("") + " "
                    + Peer.header(head, OwnAnswer.REASON_HEADER).orElse(""));
        }
    }

    /** Runs all at once, and fails with the first failure. */
    static void together(List<Callable<Void>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<Void>> all = new ArrayList<>();
            tasks.forEach(task -> all.add(threads.submit(task)));
            for (Future<Void> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    static Decision decision(int from, int to) {
        return Decision.of(
                Observation.of(Instant.EPOCH, Replicas.of(from)),
                ScalingState.initial(),
                to,
                List.of(Step.of(Stage.RECOMMEND, from, to, Reason.CUSTOM, "the test wants it")));
    }

    /** Every request was counted, and has ended. */
    void assertCounts(long arrived) {
        until(() -> inFlight() == 0);
        assertThat(held()).isZero();
        assertThat(interceptor().tracker().counter(ROUTE).arrived()).isEqualTo(arrived);
        until(() -> exchanges.size() == arrived);
    }
}
