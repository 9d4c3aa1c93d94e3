package io.scaler4j.examples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;

/** A thread with a producer that sends each message of a load when its time has come; its value is its number. */
final class LoadGenerator implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final KafkaProducer<Long, Long> producer;
    private final String topic;
    private final int partitions;
    private final List<Duration> arrivals;
    private final AtomicLong acknowledged = new AtomicLong();
    private final Thread thread = new Thread(this::run, "load");

    LoadGenerator(String bootstrapServers, String topic, int partitions, Load load) {
        this.topic = topic;
        this.partitions = partitions;
        arrivals = load.arrivals();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new LongSerializer(),
                new LongSerializer());
        producer.partitionsFor(topic); // so that the first message does not wait for the connection
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How many messages there are in all. */
    long planned() {
        return arrivals.size();
    }

    /** How many messages the broker has. */
    long sent() {
        return acknowledged.get();
    }

    private void run() {
        long start = System.nanoTime();
        for (int id = 0; id < arrivals.size(); id++) {
            Pace.until(start + arrivals.get(id).toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            send(id);
        }
    }

    private void send(long id) {
        var message = new ProducerRecord<Long, Long>(topic, (int) (id % partitions), null, id);
        producer.send(message, (metadata, problem) -> {
            if (problem == null) {
                acknowledged.incrementAndGet();
            }
        });
    }

    /** Stops sending. What was sent stays. */
    @Override
    public void close() {
        thread.interrupt();
        producer.close(CLOSE);
    }
}
