package io.scaler4j.cpu;

import io.scaler4j.metric.Resource;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;

/** Plans triggers of type {@code memory}. Its options are those of the table in {@code docs/cpu.md}. */
public final class MemoryScalerProvider implements ScalerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MemoryScalerProvider() {}

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public List<Option<?>> options() {
        return ResourceTrigger.OPTIONS;
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        return ResourceTrigger.plan(Resource.MEMORY, spec);
    }
}
