package io.scaler4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private final Timeline timeline = new Timeline(List.of(
            new Timeline.Sample(0, 0, 0, 0, 0),
            new Timeline.Sample(0.5, 5, 5, 1, 0),
            new Timeline.Sample(1, 6, 15, 1, 1),
            new Timeline.Sample(2, 5, 35, 2, 1)));

    @Test
    void onlyLagAboveTheThresholdIsBacklog() {
        assertThat(timeline.secondsAbove(5)).isEqualTo(1);
        assertThat(timeline.secondsAbove(4)).isEqualTo(1.5);
    }

    @Test
    void theArrivalRateLooksBackASecond() {
        assertThat(timeline.arrivalRate(0)).isZero();
        assertThat(timeline.arrivalRate(1)).isEqualTo(10);
        assertThat(timeline.arrivalRate(2)).isEqualTo(15);
        assertThat(timeline.arrivalRate(3)).isEqualTo(20);
    }

    @Test
    void beforeTheFirstSampleAllIsZero() {
        assertThat(Timeline.EMPTY.last()).isEqualTo(new Timeline.Sample(0, 0, 0, 0, 0));
    }
}
