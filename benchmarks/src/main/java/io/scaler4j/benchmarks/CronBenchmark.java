package io.scaler4j.benchmarks;

import io.scaler4j.ReadRequest;
import io.scaler4j.cron.CronScaler;
import io.scaler4j.cron.CronWindow;
import io.scaler4j.cron.WindowRule;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a look at the calendar costs: one read of a cron trigger, at times spread over two years in a zone whose clocks
 * change. The budget: at most 2 us.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CronBenchmark {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TIMES = 4096;
    /** Relatively prime to the length of a day, so that every hour of every weekday comes. */
    private static final Duration STEP = Duration.ofSeconds(15_401);

    /** The times, in a round. */
    @State(Scope.Thread)
    public static class Times {

        private final ReadRequest[] requests = new ReadRequest[TIMES];
        private int turn;

        /** Spreads the times. */
        public Times() {
            for (int i = 0; i < TIMES; i++) {
                requests[i] = ReadRequest.of(FROM.plus(STEP.multipliedBy(i)), Duration.ofSeconds(3));
            }
        }

        private ReadRequest next() {
            turn = turn + 1 == TIMES ? 0 : turn + 1;
            return requests[turn];
        }
    }

    private static final CronScaler OFFICE_HOURS = scaler("30 6 * * 1-5", "10 22 * * 1-5", WindowRule.LAST_EVENT);
    private static final CronScaler AS_KEDA = scaler("30 6 * * 1-5", "10 22 * * 1-5", WindowRule.NEXT_EVENT);
    private static final CronScaler LEAP_DAY = scaler("0 0 29 2 *", "0 0 1 3 *", WindowRule.LAST_EVENT);

    /**
     * Office hours under the default rule.
     *
     * @param times when
     * @return the reading
     */
    @Benchmark
    public Reading read(Times times) {
        return OFFICE_HOURS.read(times.next());
    }

    /**
     * The same under KEDA's rule.
     *
     * @param times when
     * @return the reading
     */
    @Benchmark
    public Reading readAsKeda(Times times) {
        return AS_KEDA.read(times.next());
    }

    /**
     * The rarest event there is, years back.
     *
     * @param times when
     * @return the reading
     */
    @Benchmark
    public Reading readLeapDay(Times times) {
        return LEAP_DAY.read(times.next());
    }

    private static CronScaler scaler(String start, String end, WindowRule rule) {
        CronWindow window = CronWindow.builder()
                .timezone("Europe/Berlin")
                .start(start)
                .end(end)
                .rule(rule)
                .build();
        return CronScaler.of(window, 10);
    }
}
