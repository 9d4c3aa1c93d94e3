package io.scaler4j.benchmarks;

import io.scaler4j.testservers.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Disturbs one server after the other, each for a third of the time, in an order that is the same in each run. */
final class SoakFaults {

    private static final long SEED = 20_260_105;
    private static final List<Consumer<FaultProxy>> MODES = List.of(
            FaultProxy::refuse, FaultProxy::reset, FaultProxy::blackhole, proxy -> proxy.delay(Duration.ofMillis(500)));

    private final List<FaultProxy> proxies;
    private final SplittableRandom random = new SplittableRandom(SEED);

    SoakFaults(List<FaultProxy> proxies) {
        this.proxies = proxies;
    }

    /** Lets so much time pass, with a fault in the middle of it or without. */
    void disturb(Duration time, boolean withFault) throws InterruptedException {
        long third = time.toMillis() / 3;
        Thread.sleep(third);
        FaultProxy proxy = proxies.get(random.nextInt(proxies.size()));
        Consumer<FaultProxy> mode = MODES.get(random.nextInt(MODES.size()));
        if (withFault) {
            mode.accept(proxy);
        }
        Thread.sleep(third);
        proxy.pass();
        Thread.sleep(third);
    }
}
