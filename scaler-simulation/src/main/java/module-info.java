/** Scaling policies against traffic in virtual time: simulated runs, recorded traffic, replays and reports. */
module io.scaler4j.simulation {
    requires transitive io.scaler4j;
    requires transitive io.scaler4j.recorder;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports io.scaler4j.simulation;
    exports io.scaler4j.simulation.report;
}
