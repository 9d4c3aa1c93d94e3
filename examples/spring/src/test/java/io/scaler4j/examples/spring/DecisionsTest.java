package io.scaler4j.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.spring.boot.test.AutoscalerTest;
import io.scaler4j.spring.boot.test.AutoscalerTester;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A broken queue, a colleague at the controls, and properties of the test. */
@AutoscalerTest(properties = "scaler4j.autoscalers.packers.interval=1m")
class DecisionsTest {

    @Autowired
    private AutoscalerTester autoscalers;

    @Test
    void aQueueThatDoesNotAnswerSendsNobodyHome() {
        autoscalers.value("backlog", 40).advance(Duration.ofMinutes(1));
        autoscalers
                .reading("backlog", Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the queue does not answer"))
                .advance(Duration.ofHours(2));
        assertThat(autoscalers.replicas("packers")).isEqualTo(4);
        assertThat(autoscalers.decision("packers").explanation().toLine()).contains("the queue does not answer");
    }

    @Test
    void whatAColleagueSetsIsPutRight() {
        autoscalers.replicas("packers", 6).value("backlog", 20).advance(Duration.ofMinutes(6));
        assertThat(autoscalers.replicas("packers")).isEqualTo(2);
    }

    @Test
    void thereIsATurnAMinute() {
        autoscalers.value("backlog", 10).advance(Duration.ofMinutes(3));
        assertThat(autoscalers.turns("packers"))
                .hasSize(4)
                .allSatisfy(turn -> assertThat(turn.outcome()).isInstanceOf(Turn.Unchanged.class));
        assertThat(autoscalers.decision("packers").changes()).isFalse();
    }
}
