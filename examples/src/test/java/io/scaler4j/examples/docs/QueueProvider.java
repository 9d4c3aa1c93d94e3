package io.scaler4j.examples.docs;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.ENVIRONMENT;
import static io.scaler4j.spi.Option.Place.TRIGGER;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.OptionReader;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The provider of docs/write-a-scaler.md. */
public final class QueueProvider implements ScalerProvider {

    private static final Option<String> SERVER =
            Option.text("server").from(TRIGGER, ENVIRONMENT).required().says("Address of the queue server.");
    private static final Option<String> QUEUE =
            Option.text("queueName").required().says("Name of the queue.");
    private static final Option<String> PASSWORD =
            Option.text("password").from(AUTHENTICATION).says("Password of the queue server.");
    private static final Option<Long> LENGTH =
            Option.integer("queueLength", 5, 1).says("Messages wanted per replica.");
    private static final Option<Long> ACTIVATION =
            Option.integer("activationQueueLength", 0, 0).says("An idle target is activated above this length.");

    @Override
    public String type() {
        return "queue";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(SERVER, QUEUE, PASSWORD, LENGTH, ACTIVATION);
    }

    @Override
    public TriggerPlan plan(TriggerSpec spec) {
        var given = OptionReader.of(spec, options());
        String server = given.get(SERVER);
        String queue = given.get(QUEUE);
        var metric = MetricSpec.of(spec.name(), given.target(given.get(LENGTH), LENGTH))
                .activatesAbove(given.get(ACTIVATION));
        return given.plan(
                metric,
                index -> TriggerPlan.externalMetricName(index, "queue-" + queue),
                context -> new QueueScaler(
                        server, queue, () -> given.withCurrentAuthentication().find(PASSWORD)));
    }

    private record QueueScaler(String server, String queue, Supplier<Optional<String>> password) implements Scaler {
        @Override
        public Reading read(ReadRequest request) {
            return Reading.of((server + queue).length()); // log in with password.get(), and ask the server here
        }
    }
}
