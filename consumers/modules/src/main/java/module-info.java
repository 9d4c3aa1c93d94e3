/** A user's module that requires every module of scaler4j. */
module com.example.modules {
    requires io.scaler4j;
    requires io.scaler4j.cpu;
    requires io.scaler4j.cron;
    requires io.scaler4j.exporter;
    requires io.scaler4j.external;
    requires io.scaler4j.http;
    requires io.scaler4j.http.proxy;
    requires io.scaler4j.kafka;
    requires io.scaler4j.kubernetes;
    requires io.scaler4j.micrometer;
    requires io.scaler4j.prometheus;
    requires io.scaler4j.recorder;
    requires io.scaler4j.redis;
    requires io.scaler4j.scaledobject;
    requires io.scaler4j.simulation;
    requires io.scaler4j.testkit;
}
