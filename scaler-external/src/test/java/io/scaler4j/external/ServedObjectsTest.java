package io.scaler4j.external;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Scheduler;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.external.grpc.ScaledObjectRef;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.simulation.VirtualTime;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** Which sources are open: those of the objects that are kept, and those of streams. */
class ServedObjectsTest {

    private static final int TRIGGERS = 5;

    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T08:00:00Z"));
    private final Map<String, AtomicInteger> openings = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> closings = new ConcurrentHashMap<>();
    private final Set<Scaler> closedTwice = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;

    private Scaler open(String trigger) {
        if (broken) {
            throw new IllegalStateException("as a source may");
        }
        openings.computeIfAbsent(trigger, absent -> new AtomicInteger()).incrementAndGet();
        return new Scaler() {

            private final AtomicInteger closed = new AtomicInteger();

            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public void close() {
                closings.computeIfAbsent(trigger, absent -> new AtomicInteger()).incrementAndGet();
                if (closed.incrementAndGet() > 1) {
                    closedTwice.add(this);
                }
            }
        };
    }

    private long open() {
        return sum(openings) - sum(closings);
    }

    private static long sum(Map<String, AtomicInteger> counts) {
        return counts.values().stream().mapToLong(AtomicInteger::get).sum();
    }

    private ServedObjects objects(int maximum) {
        Map<String, TriggerPlan> plans = new HashMap<>();
        for (int i = 0; i < TRIGGERS; i++) {
            String trigger = "trigger-" + i;
            plans.put(trigger, TriggerPlan.of(MetricSpec.of(trigger, averageValue(1)), context -> open(trigger)));
        }
        var parts = new ServerParts(
                time,
                time,
                Runnable::run,
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                new LongAdder());
        return new ServedObjects(
                new TriggerPlans(plans, null, Set.of(), Map.of()), parts, new SharedConnections(), maximum);
    }

    private static ScaledObjectRef object(int name, int trigger) {
        return ServerFixture.object("object-" + name, Map.of("trigger", "trigger-" + trigger));
    }

    /** The model: a map of the objects by their last use, and the streams that are open. */
    @Test
    void anySequenceOfCallsKeepsExactlyTheSourcesThatAreUsed() {
        for (long seed = 0; seed < 100; seed++) {
            var random = new RandomTexts(seed);
            int maximum = 1 + random.below(6);
            var kept = new LinkedHashMap<ScaledObjectRef, String>();
            Map<ServedObjects.Hold, String> streams = new HashMap<>();
            try (var objects = objects(maximum)) {
                for (int step = 0; step < 200; step++) {
                    int trigger = random.below(TRIGGERS);
                    ScaledObjectRef object = object(random.below(4), trigger);
                    if (random.oneIn(3)) {
                        streams.put(objects.hold(object), "trigger-" + trigger);
                    } else if (random.oneIn(3) && !streams.isEmpty()) {
                        var stream = streams.keySet().iterator().next();
                        stream.close();
                        stream.close();
                        streams.remove(stream);
                    } else {
                        assertThat(objects.find(object).name()).isEqualTo("trigger-" + trigger);
                        kept.remove(object);
                        kept.put(object, "trigger-" + trigger);
                        if (kept.size() > maximum) {
                            kept.remove(kept.keySet().iterator().next());
                        }
                    }
                    Set<String> used = new HashSet<>(kept.values());
                    used.addAll(streams.values());
                    assertThat(objects.size()).isEqualTo(kept.size());
                    assertThat(objects.sources()).isEqualTo(used.size());
                    assertThat(open()).as("seed %d, step %d", seed, step).isEqualTo(used.size());
                }
                streams.keySet().forEach(ServedObjects.Hold::close);
            }
            assertThat(open()).isZero();
        }
        assertThat(closedTwice).isEmpty();
    }

    @Test
    void manyThreadsOpenEachSourceOnceAndLeaveNoneOpen() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        var objects = objects(1_000);
        try {
            List<Callable<Object>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                var random = new RandomTexts(thread);
                tasks.add(Executors.callable(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        objects.find(object(random.below(50), random.below(TRIGGERS)));
                        objects.hold(object(0, random.below(TRIGGERS))).close();
                    }
                }));
            }
            for (Future<Object> done : threads.invokeAll(tasks)) {
                done.get();
            }
            assertThat(objects.size()).isEqualTo(50 * TRIGGERS);
            assertThat(open()).isEqualTo(TRIGGERS);
        } finally {
            threads.shutdownNow();
            objects.close();
        }
        assertThat(open()).isZero();
        assertThat(closedTwice).isEmpty();
    }

    @Test
    void threadsThatAskWhileItClosesLeaveNothingOpen() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                var objects = objects(3);
                List<Future<?>> asking = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    int number = thread;
                    asking.add(threads.submit(() -> {
                        for (int i = 0; true; i++) {
                            objects.find(object(i % 10, number));
                        }
                    }));
                }
                objects.close();
                for (Future<?> each : asking) {
                    assertThatThrownBy(each::get).cause().hasMessage("UNAVAILABLE: the server is closing");
                }
                assertThat(open()).as("round %d", round).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(closedTwice).isEmpty();
    }

    @Test
    void aSourceThatCannotBeOpenedIsTriedAgainAndNotKept() {
        try (var objects = objects(3)) {
            broken = true;
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> objects.find(object(1, 1))).isInstanceOf(StatusRuntimeException.class);
                assertThatThrownBy(() -> objects.hold(object(1, 1))).isInstanceOf(StatusRuntimeException.class);
            }
            assertThat(objects.size()).isZero();
            assertThat(objects.sources()).isZero();

            broken = false;
            assertThat(objects.find(object(1, 1)).name()).isEqualTo("trigger-1");
            assertThat(objects.sources()).isEqualTo(1);
        }
    }

    @Test
    void aScalerThatCannotBeWatchedIsClosed() {
        var closed = new AtomicInteger();
        Scaler unwatched = new Scaler() {
            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public Scheduler.Cancellable onActivity(Runnable action) {
                throw new IllegalStateException("as a source may");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        var plans = new TriggerPlans(
                Map.of("orders", TriggerPlan.of(MetricSpec.of("orders", averageValue(1)), context -> unwatched)),
                null,
                Set.of(),
                Map.of());
        var parts = new ServerParts(
                time,
                time,
                Runnable::run,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new LongAdder());
        try (var objects = new ServedObjects(plans, parts, new SharedConnections(), 1)) {
            assertThatThrownBy(() -> objects.find(ServerFixture.object("orders", Map.of("trigger", "orders"))))
                    .hasMessage("UNAVAILABLE: the source could not be opened (IllegalStateException)");
        }
        assertThat(closed).hasValue(1);
    }
}
