package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Interceptors that answer as a test says, and scalers that ask them. */
abstract class InterceptorFixture {

    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    static final String WEB = "shop/web";
    final RequestTracker tracker = new RequestTracker();
    final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    static InterceptorFleet fleet(String... addresses) {
        var builder = InterceptorFleet.builder().timeout(Duration.ofSeconds(5));
        for (String address : addresses) {
            builder.address(address);
        }
        return builder.build();
    }

    static Reading read(Scaler scaler, int second) throws Exception {
        return scaler.read(ReadRequest.of(START.plusSeconds(second), Duration.ofSeconds(30)));
    }

    static Reading.Value value(Scaler scaler, int second) throws Exception {
        Reading reading = read(scaler, second);
        assertThat(reading).isInstanceOf(Reading.Value.class);
        return (Reading.Value) reading;
    }

    static Reading.Failure failure(Scaler scaler) throws Exception {
        Reading reading = read(scaler, 0);
        assertThat(reading).isInstanceOf(Reading.Failure.class);
        return (Reading.Failure) reading;
    }
}
