package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static io.scaler4j.spi.TriggerSpec.Place.ENVIRONMENT;
import static io.scaler4j.spi.TriggerSpec.Place.TRIGGER;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.connect.SharedConnections;
import io.scaler4j.metric.Reading;
import io.scaler4j.spi.ScalerProvider;
import io.scaler4j.spi.TriggerSpec;

/** The provider of docs/write-a-scaler.md. */
public final class QueueProvider implements ScalerProvider {

    @Override
    public String type() {
        return "queue";
    }

    @Override
    public Trigger create(TriggerSpec spec, SharedConnections connections) {
        String server = spec.requiredText("server", TRIGGER, ENVIRONMENT);
        String queue = spec.requiredText("queueName");
        long length = spec.integer("queueLength", 5, 1);
        long activation = spec.integer("activationQueueLength", 0, 0);
        spec.verify();
        Scaler scaler = new QueueScaler(server, queue);
        return Trigger.of(spec.name(), scaler, averageValue(length)).activatesAbove(activation);
    }

    private record QueueScaler(String server, String queue) implements Scaler {
        @Override
        public Reading read(ReadRequest request) {
            return Reading.of((server + queue).length()); // ask the server here
        }
    }
}
