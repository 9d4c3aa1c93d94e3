/** Tests of scaling policies: virtual time, traffic, simulated runs and assertions on them. */
module io.scaler4j.testkit {
    requires transitive io.scaler4j;
    requires transitive io.scaler4j.recorder;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports io.scaler4j.testkit;
    exports io.scaler4j.testkit.report;

    opens io.scaler4j.testkit.report to
            org.junit.platform.commons;
}
