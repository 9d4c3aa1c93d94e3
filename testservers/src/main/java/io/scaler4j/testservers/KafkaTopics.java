package io.scaler4j.testservers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Brings a broker into the state that a test needs: topics, records, committed offsets.
 *
 * <p>Each method returns when its effect can be seen by any client, and throws an {@link IllegalStateException} after
 * 30 seconds otherwise. It goes to the broker past any {@link FaultProxy}, so it also works while the proxy is broken,
 * and survives a broker that is killed and started again. May be used from several threads.
 */
public final class KafkaTopics implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final short replicas;
    private final Admin admin;
    private final Producer<String, String> producer;

    private KafkaTopics(String bootstrapServers, int replicas) {
        this.replicas = (short) replicas;
        int millis = (int) LIMIT.toMillis();
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "reconnect.backoff.max.ms",
                200,
                "default.api.timeout.ms",
                millis,
                "request.timeout.ms",
                millis / 3));
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "reconnect.backoff.max.ms",
                        200,
                        "max.block.ms",
                        millis,
                        "max.in.flight.requests.per.connection",
                        1,
                        "delivery.timeout.ms",
                        millis,
                        "request.timeout.ms",
                        millis / 3),
                new StringSerializer(),
                new StringSerializer());
    }

    /** {@return a helper for this broker} Close it before the broker. */
    public static KafkaTopics of(KafkaServer server) {
        return new KafkaTopics(server.directBootstrapServers(), 1);
    }

    /** {@return a helper for these brokers, which keeps each topic on all of them} Close it before the brokers. */
    public static KafkaTopics of(KafkaBrokers brokers) {
        return new KafkaTopics(brokers.bootstrapServers(), brokers.all().size());
    }

    /**
     * Creates a topic, and waits until the leader of every partition answers. A leader is announced a moment before it
     * does; an idempotent producer that comes too early can have its second batch accepted before its first, and then
     * never deliver the first.
     */
    public void create(String topic, int partitions) {
        get(
                "create " + topic,
                admin.createTopics(List.of(new NewTopic(topic, partitions, replicas)))
                        .all());
        await("serve all partitions of " + topic, () -> isServed(topic, partitions));
    }

    /** Deletes a topic, and waits until the broker does not know it any more. */
    public void delete(String topic) {
        get("delete " + topic, admin.deleteTopics(List.of(topic)).all());
        await("forget " + topic, () -> !exists(topic));
    }

    /** Writes records to one partition, and waits until the broker has them. */
    public void produce(String topic, int partition, int records) {
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, partition, null, "record " + i)));
        }
        acknowledge(topic, sent);
    }

    /** Writes records to all partitions of a topic in turn, beginning with partition 0. */
    public void produce(String topic, int records) {
        int partitions = producer.partitionsFor(topic).size();
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            sent.add(producer.send(new ProducerRecord<>(topic, i % partitions, null, "record " + i)));
        }
        acknowledge(topic, sent);
    }

    /**
     * Commits an offset for a group, as one of its consumers would. A group that does not exist begins to.
     *
     * @param offset the next record to be read; nothing checks that it is within the log
     * @throws IllegalStateException also if the group has members: then only they may commit
     */
    public void commit(String group, String topic, int partition, long offset) {
        commit(group, Map.of(new TopicPartition(topic, partition), offset));
    }

    /** Commits offsets of several partitions at once, like {@link #commit(String, String, int, long)}. */
    public void commit(String group, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> committed = offsets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> new OffsetAndMetadata(each.getValue())));
        get(
                "commit for " + group,
                admin.alterConsumerGroupOffsets(group, committed).all());
    }

    /** {@return the end of the log of each partition, by partition number: the offset that the next record will get} */
    public Map<Integer, Long> endOffsets(String topic) {
        Map<TopicPartition, OffsetSpec> latest = describe(topic).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<Integer, Long> ends = new TreeMap<>();
        get("read the ends of " + topic, admin.listOffsets(latest).all())
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    /** Closes the connections; topics and records stay. May be called again. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }

    private void acknowledge(String topic, List<Future<?>> sent) {
        producer.flush();
        for (Future<?> each : sent) {
            get("write to " + topic, each);
        }
    }

    private boolean isServed(String topic, int partitions) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> all = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(each -> new TopicPartition(topic, each), each -> OffsetSpec.latest()));
        return admin.listOffsets(all).all().get().size() == partitions;
    }

    private boolean exists(String topic) throws InterruptedException, ExecutionException {
        try {
            admin.describeTopics(Set.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private TopicDescription describe(String topic) {
        return get("describe " + topic, admin.describeTopics(Set.of(topic)).allTopicNames())
                .values()
                .iterator()
                .next();
    }

    private static void await(String what, Callable<Boolean> condition) {
        try {
            Patience.await(what, LIMIT, condition);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private static <T> T get(String what, Future<T> result) {
        try {
            return result.get(2 * LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("Kafka did not " + what + ": " + cause, cause);
        }
    }

    private static IllegalStateException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted before Kafka could " + what + ".", e);
    }
}
