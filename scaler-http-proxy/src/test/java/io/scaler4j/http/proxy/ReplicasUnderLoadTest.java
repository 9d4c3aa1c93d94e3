package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.GateGuard;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Replicas that are replaced one after the other, while clients go on sending. */
class ReplicasUnderLoadTest extends LoadTestBase {

    private static final int CLIENTS = 8;
    private static final int REPLACED = 30;

    /** The oldest one goes. */
    private final class Pool implements ScaleTarget, AutoCloseable {

        private final Deque<Backend> running = new ArrayDeque<>();

        synchronized void grow() throws IOException {
            running.addLast(replica());
            tell();
        }

        /** Dead before anybody learns it. */
        synchronized void kill() throws IOException {
            running.removeFirst().close();
            tell();
        }

        synchronized List<Endpoint> oldest(List<Endpoint> ready, int count) {
            return running.stream()
                    .map(Backend::endpoint)
                    .filter(ready::contains)
                    .limit(count)
                    .toList();
        }

        private void tell() {
            replicas.set(running.stream().map(Backend::endpoint).toArray(Endpoint[]::new));
        }

        @Override
        public synchronized Replicas replicas() {
            return Replicas.of(running.size());
        }

        @Override
        public synchronized void scaleTo(int count, Decision why) throws IOException {
            while (running.size() > count) {
                kill();
            }
        }

        @Override
        public synchronized void close() throws IOException {
            for (Backend one : running) {
                one.close();
            }
        }
    }

    /** Sends until the other side has done its part, and says how many. */
    private long load(Callable<Void> meanwhile) throws Exception {
        var sent = new AtomicInteger();
        var ends = new AtomicInteger();
        List<Callable<Void>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            all.add(() -> {
                Peer client = connect();
                for (int r = 0; ends.get() == 0; r++) {
                    sent.incrementAndGet();
                    try {
                        send(client, "/" + number + "/" + r, (number + r) % 2 == 0);
                    } catch (SocketException e) {
                        refused.add("cut");
                        client = connect();
                    }
                }
                return null;
            });
        }
        all.add(() -> {
            try {
                return meanwhile.call();
            } finally {
                ends.set(1);
            }
        });
        together(all);
        return sent.get();
    }

    private synchronized Peer connect() throws IOException {
        return client();
    }

    /** So that there is load between two steps. */
    private void untilMoreAreServed() {
        int before = exchanges.size();
        until(() -> exchanges.size() > before + 50);
    }

    @Test
    void noRequestIsLostIfReplicasThatGoAreDrained() throws Exception {
        var pool = closing(new Pool());
        ProxyRoute web = route().build();
        start(builder -> builder.route(web));
        GateGuard guard = interceptor().guard(web, pool).draining(pool::oldest, Duration.ofSeconds(20));
        pool.grow();
        pool.grow();
        long sent = load(() -> {
            for (int i = 0; i < REPLACED; i++) {
                pool.grow();
                untilMoreAreServed();
                guard.scaleToAsync(
                                ScaleRequest.of(decision(3, 2), Instant.EPOCH, Duration.ofSeconds(50)), Runnable::run)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
            }
            return null;
        });
        assertThat(refused).isEmpty();
        assertThat(executions)
                .hasSize((int) sent)
                .allSatisfy((id, count) -> assertThat(count).hasValue(1));
        assertCounts(sent);
    }

    @Test
    void whatAKilledReplicaHadIsAnsweredAndNoPostIsExecutedTwice() throws Exception {
        var pool = closing(new Pool());
        start(route());
        pool.grow();
        pool.grow();
        long sent = load(() -> {
            for (int i = 0; i < REPLACED; i++) {
                pool.grow();
                untilMoreAreServed();
                pool.kill();
            }
            return null;
        });
        assertThat(refused)
                .allSatisfy(answer -> assertThat(answer).matches("cut|.* HTTP/1.1 502 Bad Gateway backend-failed"));
        assertThat(refused.size()).as("%s", refused).isLessThanOrEqualTo(REPLACED * CLIENTS);
        executions.forEach((id, count) -> {
            String[] parts = id.split("/");
            boolean post = (Integer.parseInt(parts[1]) + Integer.parseInt(parts[2])) % 2 == 0;
            assertThat(count.get()).as(id).isLessThanOrEqualTo(post ? 1 : 2);
        });
        assertCounts(sent);
    }
}
