package io.scaler4j.kafka;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a topic has. Asks the brokers each time; whoever caches the answer does it here. Thread-safe. */
final class TopicMetadata {

    private final Admin admin;

    TopicMetadata(Admin admin) {
        this.admin = admin;
    }

    CompletionStage<List<TopicPartition>> partitions(String topic, TimeLimit limit) {
        var options = new DescribeTopicsOptions().timeoutMs(limit.remainingMillis());
        var answers = admin.describeTopics(List.of(topic), options).topicNameValues();
        return requireNonNull(answers.get(topic), "the client answers for each topic asked for")
                .toCompletionStage()
                .thenApply(TopicMetadata::partitionsOf);
    }

    private static List<TopicPartition> partitionsOf(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }
}
