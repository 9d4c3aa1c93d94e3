package io.scaler4j.simulation;

import java.time.Duration;

/** Traffic from a later time on. */
final class Shifted {

    private Shifted() {}

    static Traffic by(Duration time, Traffic traffic) {
        if (traffic instanceof Workload workload) {
            return workload.shifted(time);
        }
        return traffic instanceof CpuLoad load ? load.shifted(time) : load(time, (Load) traffic);
    }

    static Load load(Duration time, Load load) {
        return elapsed -> load.at(elapsed.plus(time));
    }
}
