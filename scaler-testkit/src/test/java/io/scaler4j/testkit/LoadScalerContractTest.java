package io.scaler4j.testkit;

import io.scaler4j.Scaler;
import io.scaler4j.simulation.Load;
import java.time.Duration;
import java.util.Optional;

/** A load is a scaler, too. */
class LoadScalerContractTest extends ScalerContract {

    @Override
    protected Scaler working() {
        return Load.constant(5).asScaler(begin());
    }

    @Override
    protected Optional<Scaler> unreachable() {
        return Optional.of(
                Load.constant(5).failing(Duration.ZERO, Duration.ofDays(1)).asScaler(begin()));
    }

    @Override
    protected String source() {
        return "the load";
    }
}
