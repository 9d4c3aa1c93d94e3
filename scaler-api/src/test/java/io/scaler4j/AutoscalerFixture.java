package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofMinutes;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.ScalingPolicy;
import java.util.concurrent.atomic.AtomicReference;

/** An autoscaler on virtual time, whose one trigger reads what the test says. */
abstract class AutoscalerFixture {

    static final ScalingPolicy POLICY =
            ScalingPolicy.builder().replicas(0, 20).cooldown(ofMinutes(5)).build();

    final VirtualTime time = new VirtualTime("2026-01-05T08:00:00Z");
    final FakeTarget target = new FakeTarget(2);
    final Recorder recorder = new Recorder();
    final AtomicReference<Reading> backlog = new AtomicReference<>(Reading.of(100));

    AutoscalerBuilder autoscaler(Trigger... triggers) {
        var builder = Autoscaler.builder("orders")
                .target(target)
                .policy(POLICY)
                .observer(recorder)
                .time(time)
                .scheduler(time)
                .executor(Runnable::run);
        for (Trigger trigger : triggers) {
            builder.trigger(trigger);
        }
        return builder;
    }

    Trigger backlogTrigger() {
        return Trigger.of("backlog", request -> backlog.get(), averageValue(50));
    }

    Decision lastDecision() {
        return recorder.decisions.get(recorder.decisions.size() - 1);
    }

    Reading lastReading(String trigger) {
        return lastDecision().explanation().recommendations().stream()
                .filter(recommendation -> recommendation.trigger().equals(trigger))
                .findFirst()
                .orElseThrow()
                .reading();
    }

    static Reading failure(Kind kind, String sentence) {
        return Reading.failure(kind, sentence);
    }
}
