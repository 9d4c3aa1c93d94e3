/** Records what an autoscaler saw and decided, to be replayed. */
module io.scaler4j.recorder {
    requires transitive io.scaler4j;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports io.scaler4j.recorder;
}
