package io.scaler4j.simulation;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.metric.Reading;
import io.scaler4j.metric.ReplicaSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replicas that share processor time, with limits, waiting work and starts. */
class CpuModelTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static CpuLoad cores(double cores) {
        return CpuLoad.cores(Load.constant(cores)).requestMilli(500);
    }

    private static CpuModel model(CpuLoad load, int replicas, Duration startup, Duration reaction) {
        return new CpuModel(load, START, replicas, startup, reaction);
    }

    private static List<Long> usages(CpuModel model) {
        return ((Reading.Samples) model.read())
                .replicas().stream()
                        .map(sample -> sample.usageMilli().orElse(-1))
                        .toList();
    }

    @Test
    void whatIsNotDoneWaitsAndIsDoneAsSoonAsThereIsRoom() {
        var model =
                model(CpuLoad.cores(Load.constant(3).then(ofSeconds(60), 0.5)).limitMilli(1000), 1, ZERO, ZERO);
        model.advanceTo(ofSeconds(60).toNanos());
        assertThat(usages(model)).as("2 cores for 60 s are left").containsExactly(1000L);
        model.scaleTo(3);
        model.advanceTo(ofSeconds(75).toNanos());
        assertThat(usages(model)).containsExactly(1000L, 1000L, 1000L);
        model.advanceTo(ofSeconds(108).toNanos());
        assertThat(usages(model)).as("done at 60 s + 120 / 2.5").containsExactly(1000L, 1000L, 1000L);
        model.advanceTo(ofSeconds(130).toNanos());
        assertThat(usages(model)).containsExactly(167L, 167L, 167L);
    }

    @Test
    void aReplicaThatStartsIsNotReadyDoesNoWorkAndUsesWhatItUses() {
        var model = model(cores(2).startingMilli(300), 1, ofSeconds(20), ofSeconds(5));
        model.scaleTo(2);
        model.advanceTo(ofSeconds(4).toNanos());
        assertThat(usages(model)).as("the target acts after 5 s").containsExactly(2000L);
        model.advanceTo(ofSeconds(5).toNanos());
        assertThat(usages(model)).as("the new one has no sample yet").containsExactly(2000L, -1L);
        model.advanceTo(ofSeconds(15).toNanos());
        assertThat(usages(model)).containsExactly(2000L, 300L);
        assertThat(second(model).ready()).contains(false);
        assertThat(second(model).startedAt()).contains(START.plusSeconds(5));

        model.advanceTo(ofSeconds(30).toNanos());
        assertThat(usages(model))
                .as("10 s of 15 s alone, and 10 s of 15 s starting")
                .containsExactly(Math.round((10 * 2000 + 5 * 1000) / 15.0), Math.round((10 * 300 + 5 * 1000) / 15.0));
        assertThat(second(model).ready()).contains(true);
        assertThat(second(model).readyChangedAt()).contains(START.plusSeconds(25));
        assertThat(second(model).sampledAt()).contains(START.plusSeconds(30));
        assertThat(second(model).window()).isEqualTo(ofSeconds(15));
        model.scaleTo(1);
        model.advanceTo(ofSeconds(60).toNanos());
        assertThat(usages(model)).as("the youngest goes").containsExactly(2000L);
    }

    private static ReplicaSample second(CpuModel model) {
        return ((Reading.Samples) model.read()).replicas().get(1);
    }
}
