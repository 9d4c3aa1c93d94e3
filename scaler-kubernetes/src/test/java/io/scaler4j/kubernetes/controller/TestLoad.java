package io.scaler4j.kubernetes.controller;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Triggers of type {@code test-load}, whose value a test sets; without one they fail. */
final class TestLoad implements ScalerProvider {

    private static final Option<String> NAME = Option.text("load")
            .from(Option.Place.TRIGGER, Option.Place.ENVIRONMENT)
            .required()
            .says("Which value.");
    private static final Option<String> PASSWORD =
            Option.text("password").from(Option.Place.AUTHENTICATION).says("A secret.");

    final Map<String, Double> values = new ConcurrentHashMap<>();
    final Map<String, String> passwords = new ConcurrentHashMap<>();
    /** How long a reading takes. */
    volatile Duration pause = Duration.ZERO;

    @Override
    public String type() {
        return "test-load";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(NAME, PASSWORD);
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        var given = OptionReader.of(spec, options());
        String name = given.require(NAME);
        String password = given.find(PASSWORD).orElse("");
        given.verify();
        return given.plan(
                MetricSpec.of(spec.name(), MetricTarget.averageValue(10)),
                index -> TriggerPlan.externalMetricName(index, "load-" + name),
                context -> {
                    passwords.put(name, password);
                    return new Scaler() {
                        @Override
                        public Reading read(ReadRequest request) throws InterruptedException {
                            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                            Double value = values.get(name);
                            return value == null
                                    ? Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "no value is set")
                                    : Reading.of(value);
                        }
                    };
                });
    }
}
