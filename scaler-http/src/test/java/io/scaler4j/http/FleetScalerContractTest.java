package io.scaler4j.http;

import io.scaler4j.Scaler;
import io.scaler4j.testkit.ScalerContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class FleetScalerContractTest extends ScalerContract {

    private final RequestTracker tracker = new RequestTracker();
    private final QueueServer server = QueueServer.of(tracker).onOneThread();

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    protected Scaler working() {
        tracker.counter("shop/web");
        return fleet(server.address());
    }

    @Override
    protected Optional<Scaler> unreachable() {
        return Optional.of(fleet("127.0.0.1:1"));
    }

    @Override
    protected String source() {
        return "127.0.0.1:1";
    }

    private static Scaler fleet(String address) {
        return InterceptorFleet.builder().address(address).build().concurrency("shop/web");
    }
}
