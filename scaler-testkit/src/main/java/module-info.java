/** Tests of scaling policies: assertions on simulated runs, reports of tests, and the contract of a scaler. */
module io.scaler4j.testkit {
    requires transitive io.scaler4j;
    requires transitive io.scaler4j.simulation;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports io.scaler4j.testkit;

    opens io.scaler4j.testkit to
            org.junit.platform.commons;
}
