package io.scaler4j.cron;

import io.scaler4j.Scaler;
import io.scaler4j.testkit.ScalerContract;
import java.time.Instant;
import java.util.Optional;

/** What every scaler promises, but for what is about sources: the calendar cannot be unreachable. */
class CronScalerContractTest extends ScalerContract {

    @Override
    protected Instant begin() {
        return Instant.parse("2026-01-05T08:00:00Z");
    }

    @Override
    protected Scaler working() {
        return CronScaler.of(
                CronWindow.builder()
                        .timezone("Etc/UTC")
                        .start("0 8 * * *")
                        .end("0 18 * * *")
                        .build(),
                10);
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
