package io.scaler4j.spring.boot.test;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.TriggerContext;
import io.scaler4j.spi.TriggerPlan;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A trigger whose reading the test gives. What it would measure is opened only if the test asks for it. It keeps its
 * identity: no two are equal.
 */
final class GivenTrigger implements TriggerPlan {

    private static final Reading NOTHING = Reading.failure(
            Reading.Failure.Kind.UNAVAILABLE, "the test gives no value; call value, reading or reads of the tester");

    private final TriggerPlan plan;
    private final String autoscaler;
    private volatile @Nullable Reading given;
    private volatile boolean real;

    GivenTrigger(String autoscaler, TriggerPlan plan) {
        this.autoscaler = autoscaler;
        this.plan = plan;
    }

    String name() {
        return plan.metric().trigger();
    }

    String fullName() {
        return autoscaler + "/" + name();
    }

    String autoscaler() {
        return autoscaler;
    }

    void give(Reading reading) {
        given = reading;
        real = false;
    }

    void readForReal() {
        real = true;
    }

    boolean isGiven() {
        return real || given != null;
    }

    @Override
    public MetricSpec metric() {
        return plan.metric();
    }

    @Override
    public String metricName(int index) {
        return plan.metricName(index);
    }

    @Override
    public Scaler open(TriggerContext context) {
        return new GivenScaler(context);
    }

    /** The scaler keeps the context, so it must not be one of leases that end with this call. */
    @Override
    public Trigger openTrigger(TriggerContext context) {
        return Trigger.of(metric(), open(context));
    }

    @Override
    public String toString() {
        return plan.toString();
    }

    private final class GivenScaler implements Scaler {

        private final TriggerContext context;
        private @Nullable Trigger opened;

        GivenScaler(TriggerContext context) {
            this.context = context;
        }

        @Override
        public Reading read(ReadRequest request) throws Exception {
            return real ? measured().read(request) : answer();
        }

        @Override
        public CompletionStage<Reading> readAsync(ReadRequest request, Executor executor) {
            return real ? measured().readAsync(request, executor) : CompletableFuture.completedFuture(answer());
        }

        private Reading answer() {
            return Optional.ofNullable(given).orElse(NOTHING);
        }

        private synchronized Scaler measured() {
            if (opened == null) {
                opened = plan.openTrigger(context);
            }
            return opened.scaler();
        }

        @Override
        public synchronized void close() {
            if (opened != null && opened.isOwned()) {
                opened.scaler().close();
            }
        }
    }
}
