package io.scaler4j.cpu;

import io.scaler4j.metric.Resource;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;

/** Plans triggers of type {@code cpu}. Its options are those of the table in {@code docs/cpu.md}. */
public final class CpuScalerProvider implements ScalerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CpuScalerProvider() {}

    @Override
    public String type() {
        return "cpu";
    }

    @Override
    public List<Option<?>> options() {
        return ResourceTrigger.OPTIONS;
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        return ResourceTrigger.plan(Resource.CPU, spec);
    }
}
