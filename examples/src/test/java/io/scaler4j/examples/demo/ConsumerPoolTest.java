package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaler4j.policy.Replicas;
import io.scaler4j.testservers.ServerRequirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker. */
class ConsumerPoolTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Load LOAD = new Load(List.of(new Load.Phase("steady", Duration.ofSeconds(6), 50, 50)));

    private static DemoBroker broker;

    @BeforeAll
    static void start() {
        broker = ServerRequirement.start(DemoBroker::start);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void aReplicaIsReadyOnceItHasAPartition() {
        try (var work = Workload.on(broker, "ready", LOAD, Screen.plain(System.out))) {
            assertThat(work.pool().replicas()).isEqualTo(Replicas.of(0));
            work.pool().scaleTo(3);
            assertThat(work.pool().replicas().desired()).isEqualTo(3);
            await().atMost(LIMIT).until(() -> work.pool().replicas().equals(Replicas.of(3)));
        }
    }

    @Test
    void whatIsToldToGoDoesNotCountAnyMore() {
        try (var work = Workload.on(broker, "leaving", LOAD, Screen.plain(System.out))) {
            work.pool().scaleTo(2);
            await().atMost(LIMIT).until(() -> work.pool().replicas().ready() == 2);
            work.pool().scaleTo(0);
            assertThat(work.pool().replicas()).isEqualTo(Replicas.of(0));
        }
    }

    @Test
    void noMessageIsLostOrRepeatedWhileReplicasComeAndGo() {
        try (var work = Workload.on(broker, "moving", LOAD, Screen.plain(System.out))) {
            work.start();
            for (int replicas : new int[] {1, 6, 3, 8, 0, 2, 10}) {
                work.pool().scaleTo(replicas);
                await().atMost(LIMIT).until(() -> work.pool().replicas().ready() == replicas);
            }
            await().atMost(LIMIT).until(work::isDone);
            RunResult result = work.result();
            assertThat(result.consumed()).isEqualTo(LOAD.arrivals().size());
            assertThat(result.repeated()).isZero();
            await().atMost(LIMIT).until(() -> work.timeline().last().lag() == 0);
        }
    }
}
