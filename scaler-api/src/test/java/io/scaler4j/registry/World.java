package io.scaler4j.registry;

import static io.scaler4j.metric.MetricTarget.averageValue;

import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.Replicas;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** Targets and triggers for tests of registries. */
final class World {

    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    static final Duration INTERVAL = Duration.ofSeconds(15);

    private World() {}

    /** Reads what the function says for the time of the turn. Counts what is open. */
    record LoadPlan(String trigger, ToDoubleFunction<Instant> load, AtomicInteger open) implements TriggerPlan {

        @Override
        public MetricSpec metric() {
            return MetricSpec.of(trigger, averageValue(10));
        }

        @Override
        public String metricName(int index) {
            return TriggerPlan.externalMetricName(index, trigger);
        }

        @Override
        public Scaler open(TriggerContext context) {
            open.incrementAndGet();
            return new Scaler() {
                @Override
                public Reading read(ReadRequest request) {
                    return Reading.of(load.applyAsDouble(request.now()));
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }
    }

    /** Cannot be opened. */
    record BrokenPlan(String trigger) implements TriggerPlan {

        @Override
        public MetricSpec metric() {
            return MetricSpec.of(trigger, averageValue(10));
        }

        @Override
        public String metricName(int index) {
            return TriggerPlan.externalMetricName(index, trigger);
        }

        @Override
        public Scaler open(TriggerContext context) {
            throw new InvalidConfigurationException(trigger, List.of("its key is not in the file"));
        }
    }

    static AutoscalerSpecBuilder spec(String name, TriggerPlan plan) {
        return AutoscalerSpec.builder(name)
                .policy(ScalingPolicy.builder().replicas(1, 100).build())
                .trigger(plan)
                .interval(INTERVAL);
    }

    /** Answers at once, or leaves its writes under way until told. */
    static final class Target implements ScaleTarget {

        private final List<Integer> written = new ArrayList<>();
        private final List<CompletableFuture<Void>> underWay = new ArrayList<>();
        private boolean hanging;
        private int replicas;

        Target(int replicas) {
            this.replicas = replicas;
        }

        synchronized Target hanging() {
            hanging = true;
            return this;
        }

        /** Ends the writes under way. */
        void confirm() {
            List<CompletableFuture<Void>> writes;
            synchronized (this) {
                writes = List.copyOf(underWay);
                underWay.clear();
            }
            writes.forEach(write -> write.complete(null));
        }

        synchronized int underWay() {
            return underWay.size();
        }

        synchronized List<Integer> written() {
            return List.copyOf(written);
        }

        @Override
        public synchronized Replicas replicas() {
            return Replicas.of(replicas);
        }

        @Override
        public void scaleTo(int count, Decision why) {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized CompletionStage<Void> scaleToAsync(ScaleRequest request, Executor executor) {
            written.add(request.replicas());
            replicas = request.replicas();
            if (!hanging) {
                return CompletableFuture.completedFuture(null);
            }
            var write = new CompletableFuture<Void>();
            underWay.add(write);
            return write;
        }
    }
}
