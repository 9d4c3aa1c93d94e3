package io.scaler4j.spring.boot.test.app;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.policy.ReplicaBounds;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/** At least six packers from ten to eleven. */
@Component("market-days")
public class MarketDays implements BoundsSchedule {

    @Override
    public ReplicaBounds at(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).getHour() == 10 ? ReplicaBounds.atLeast(6) : ReplicaBounds.none();
    }
}
