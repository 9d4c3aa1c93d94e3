package io.scaler4j;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.metric.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a source tells between two reads. */
class AutoscalerActivityTest extends AutoscalerFixture {

    /** A source that tells of activity when it is told to. */
    private static final class Pushing implements Scaler {

        private final List<Runnable> actions = new ArrayList<>();
        private boolean closed;

        @Override
        public Reading read(ReadRequest request) {
            return Reading.of(1);
        }

        @Override
        public Scheduler.Cancellable onActivity(Runnable action) {
            actions.add(action);
            return () -> actions.remove(action);
        }

        @Override
        public void close() {
            closed = true;
        }

        void push() {
            List.copyOf(actions).forEach(Runnable::run);
        }
    }

    private final Pushing source = new Pushing();
    private final Trigger trigger = Trigger.of("pushed", source, averageValue(1));

    @Test
    void activityAsksForATurnAtOnce() {
        try (var autoscaler = autoscaler(trigger).build().start()) {
            time.advance(ofSeconds(1));
            int before = recorder.decisions.size();

            source.push();
            time.advance(ofSeconds(1));

            assertThat(recorder.decisions).hasSize(before + 1);
            assertThat(autoscaler.control().isPaused()).isFalse();
        }
    }

    @Test
    void activityDoesNothingBeforeTheStart() {
        try (var autoscaler = autoscaler(trigger).build()) {
            source.push();
            time.advance(ofSeconds(1));

            assertThat(recorder.decisions).as(autoscaler.name()).isEmpty();
        }
    }

    @Test
    void aClosedAutoscalerIsToldNothingMore() {
        var autoscaler = autoscaler(trigger.borrowed()).build().start();
        assertThat(source.actions).hasSize(1);

        autoscaler.close();

        assertThat(source.actions).isEmpty();
        assertThat(source.closed).as("borrowed").isFalse();
    }

    @Test
    void twoAutoscalersOfOneSourceAreBothTold() {
        try (var one = autoscaler(trigger.borrowed()).build().start();
                var other = autoscaler(trigger.borrowed()).build().start()) {
            assertThat(source.actions).hasSize(2);
            one.close();
            assertThat(source.actions).as(other.name()).hasSize(1);
        }
    }

    @Test
    void aSourceThatCannotTellIsClosedWithTheAutoscalerThatIsNotBuilt() {
        var broken = new Scaler() {
            private boolean closed;

            @Override
            public Reading read(ReadRequest request) {
                return Reading.of(1);
            }

            @Override
            public Scheduler.Cancellable onActivity(Runnable action) {
                throw new IllegalStateException("cannot tell");
            }

            @Override
            public void close() {
                closed = true;
            }
        };

        assertThatThrownBy(() -> autoscaler(Trigger.of("broken", broken, averageValue(1)))
                        .build())
                .hasMessage("cannot tell");
        assertThat(broken.closed).isTrue();
    }

    @Test
    void aLambdaTellsNothing() {
        Scaler lambda = request -> Reading.of(1);

        lambda.onActivity(() -> {
                    throw new AssertionError("told");
                })
                .cancel();
    }
}
