package io.scaler4j.http;

import io.scaler4j.Scaler;
import io.scaler4j.testkit.ScalerContract;
import java.util.Optional;

/** What every scaler promises, but for what is about sources: the counts are in this process. */
class TrackerScalerContractTest extends ScalerContract {

    @Override
    protected Scaler working() {
        var tracker = new RequestTracker();
        tracker.begin("shop/web");
        return tracker.concurrency("shop/web");
    }

    @Override
    protected Optional<Scaler> unreachable() {
        return Optional.empty();
    }

    @Override
    protected String source() {
        return "";
    }
}
