package io.scaler4j.benchmarks;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Groups that lag behind on topics, and the same read by the bare client.
 *
 * @param groups how many groups, each on one topic
 * @param topics how many topics
 * @param partitions of each topic
 */
record KafkaWorkload(int groups, int topics, int partitions) {

    static final int RECORDS = 3;
    static final int COMMITTED = 1;

    String group(int number) {
        return "group-" + number;
    }

    /** The topic of a group. */
    String topic(int number) {
        return "topic-" + number % topics;
    }

    /** What each group has still to read. */
    long lag() {
        return (long) partitions * (RECORDS - COMMITTED);
    }

    /** Creates topics, records and commits. */
    void prepare(String bootstrapServers, short replication) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            admin.createTopics(IntStream.range(0, topics)
                            .mapToObj(topic -> new NewTopic(topic(topic), partitions, replication))
                            .toList())
                    .all()
                    .get();
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (int topic = 0; topic < topics; topic++) {
                for (int record = 0; record < RECORDS * partitions; record++) {
                    sent.add(
                            producer.send(new ProducerRecord<>(topic(topic), record % partitions, null, new byte[10])));
                }
            }
            for (var record : sent) {
                record.get();
            }
            commit(admin, COMMITTED);
        }
    }

    /** Sets the position of each group in each partition. */
    void commit(String bootstrapServers, int position) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            commit(admin, position);
        }
    }

    private void commit(Admin admin, int position) throws InterruptedException, ExecutionException {
        var commits = new ArrayList<KafkaFuture<Void>>();
        for (int group = 0; group < groups; group++) {
            Map<TopicPartition, OffsetAndMetadata> offsets = partitionsOf(group)
                    .collect(toMap(partition -> partition, partition -> new OffsetAndMetadata(position)));
            commits.add(admin.alterConsumerGroupOffsets(group(group), offsets).all());
        }
        for (var commit : commits) {
            commit.get();
        }
    }

    /** One round of the bare client: two calls for everything, without any arithmetic. */
    void readBare(Admin admin) throws InterruptedException, ExecutionException {
        readBare(admin, groups);
    }

    /** The same for the first group alone: a single trigger of its own. */
    void readBareOfOne(Admin admin) throws InterruptedException, ExecutionException {
        readBare(admin, 1);
    }

    /** What a scaler also has to know where a group lags: whether the log still begins before its position. */
    void readBareStarts(Admin admin) throws InterruptedException, ExecutionException {
        admin.listOffsets(offsets(topics, OffsetSpec.earliest())).all().get();
    }

    private void readBare(Admin admin, int groups) throws InterruptedException, ExecutionException {
        Map<String, ListConsumerGroupOffsetsSpec> specs = IntStream.range(0, groups)
                .boxed()
                .collect(toMap(
                        this::group,
                        group -> new ListConsumerGroupOffsetsSpec()
                                .topicPartitions(partitionsOf(group).toList())));
        admin.listConsumerGroupOffsets(specs).all().get();
        admin.listOffsets(offsets(Math.min(groups, topics), OffsetSpec.latest()))
                .all()
                .get();
    }

    private Map<TopicPartition, OffsetSpec> offsets(int topics, OffsetSpec spec) {
        return IntStream.range(0, topics)
                .boxed()
                .flatMap(this::partitionsOf)
                .collect(toMap(partition -> partition, partition -> spec));
    }

    private Stream<TopicPartition> partitionsOf(int group) {
        return IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic(group), partition));
    }
}
