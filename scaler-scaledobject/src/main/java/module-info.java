/** The YAML of KEDA and of the Horizontal Pod Autoscaler: reads, checks, explains and writes it. */
module io.scaler4j.scaledobject {
    requires transitive io.scaler4j;
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports io.scaler4j.scaledobject;
    exports io.scaler4j.scaledobject.check;
    exports io.scaler4j.scaledobject.formula;
    exports io.scaler4j.scaledobject.job;
    exports io.scaler4j.scaledobject.manifest;
    exports io.scaler4j.scaledobject.yaml;
}
