package io.scaler4j.cpu;

import io.scaler4j.Trigger;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.Resource;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerSpec;

/** Makes triggers of type {@code memory}. The options are those of the table in {@link io.scaler4j.cpu}. */
public final class MemoryScalerProvider implements ScalerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MemoryScalerProvider() {}

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public Trigger create(TriggerSpec spec, SharedConnections connections) {
        return ResourceTrigger.create(Resource.MEMORY, spec, connections);
    }
}
