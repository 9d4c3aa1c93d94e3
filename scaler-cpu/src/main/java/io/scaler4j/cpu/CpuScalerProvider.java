package io.scaler4j.cpu;

import io.scaler4j.Trigger;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.Resource;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerSpec;

/** Makes triggers of type {@code cpu}. The options are those of the table in {@link io.scaler4j.cpu}. */
public final class CpuScalerProvider implements ScalerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CpuScalerProvider() {}

    @Override
    public String type() {
        return "cpu";
    }

    @Override
    public Trigger create(TriggerSpec spec, SharedConnections connections) {
        return ResourceTrigger.create(Resource.CPU, spec, connections);
    }
}
