/**
 * The core of scaler4j: readings, the scaling decision, the autoscaler loop and the provider interface of metric
 * adapters. It needs SLF4J and nothing else at run time.
 */
module io.scaler4j {
    requires transitive org.slf4j;
    requires static org.jspecify;

    exports io.scaler4j;
    exports io.scaler4j.config;
    exports io.scaler4j.metric;
    exports io.scaler4j.policy;
    exports io.scaler4j.connect;
    exports io.scaler4j.registry;
    exports io.scaler4j.spi;

    uses io.scaler4j.spi.ScalerProvider;
}
