package io.scaler4j.examples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica: a thread with a consumer that takes a record, works on it, commits it, and only then asks for the next.
 * So the group's lag is always live, and a record is not handed out twice when partitions move.
 */
final class ConsumerWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerWorker.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    /**
     * What every replica of a pool does.
     *
     * @param bootstrapServers the broker
     * @param topic holds the message ids
     * @param group shared by the replicas
     * @param serviceTime how long the work on one record takes
     * @param consumption is told of every record that was worked on
     */
    record Job(String bootstrapServers, String topic, String group, Duration serviceTime, Consumption consumption) {}

    private final Job job;
    private final Thread thread;
    private volatile boolean leaving;
    private volatile boolean assigned;

    private ConsumerWorker(String name, Job job) {
        this.job = job;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static ConsumerWorker started(String name, Job job) {
        var worker = new ConsumerWorker(name, job);
        worker.thread.start();
        return worker;
    }

    /** Asks it to finish its record and to leave the group. */
    void leave() {
        leaving = true;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    boolean isReady() {
        return assigned && isAlive();
    }

    void awaitEnd(long deadlineNanos) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadlineNanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var consumer = new KafkaConsumer<>(settings(), new LongDeserializer(), new LongDeserializer());
        try {
            consumer.subscribe(List.of(job.topic()));
            while (!leaving) {
                consumer.poll(POLL).forEach(message -> process(consumer, message));
                assigned = !consumer.assignment().isEmpty();
            }
        } catch (RuntimeException e) {
            LOG.error("{} stops: {}", thread.getName(), e.getMessage(), e);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    private void process(KafkaConsumer<Long, Long> consumer, ConsumerRecord<Long, Long> message) {
        Pace.pause(job.serviceTime());
        job.consumption().consumed(message.value());
        var partition = new TopicPartition(message.topic(), message.partition());
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(message.offset() + 1)));
    }

    private Map<String, Object> settings() {
        return Map.of(
                "bootstrap.servers",
                job.bootstrapServers(),
                "group.id",
                job.group(),
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "max.poll.records",
                1);
    }
}
