package io.scaler4j.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;

/** What {@code kafka-consumer-groups.sh --describe} prints, as the broker's own opinion on lag. */
final class ConsumerGroupTool {

    private final String bootstrapServers;
    private final Admin admin;

    /** @param admin knows what the tool does not print */
    ConsumerGroupTool(String bootstrapServers, Admin admin) {
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
    }

    /** Where the tool prints nothing, since nothing is committed: end minus start. */
    long lag(String group, String topic, int partitions) throws Exception {
        Map<TopicPartition, OptionalLong> printed = hasNoCommits(group) ? Map.of() : printedLag(group);
        long sum = 0;
        for (int number = 0; number < partitions; number++) {
            var partition = new TopicPartition(topic, number);
            OptionalLong lag = printed.getOrDefault(partition, OptionalLong.empty());
            // The tool may print a negative lag after records are deleted; nothing is less than no lag.
            sum += lag.isPresent() ? Math.max(0, lag.getAsLong()) : retained(partition);
        }
        return sum;
    }

    /** The tool prints no table then, not even an empty one. */
    private boolean hasNoCommits(String group) throws Exception {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(20, SECONDS)
                .isEmpty();
    }

    private long retained(TopicPartition partition) throws Exception {
        return offset(partition, OffsetSpec.latest()) - offset(partition, OffsetSpec.earliest());
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
        return admin.listOffsets(Map.of(partition, spec))
                .all()
                .get(20, SECONDS)
                .get(partition)
                .offset();
    }

    /** The lag of each partition that the tool lists; empty where it prints none, since nothing is committed there. */
    private Map<TopicPartition, OptionalLong> printedLag(String group) {
        String table = output("--bootstrap-server", bootstrapServers, "--describe", "--group", group);
        List<String[]> lines = table.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.trim().split("\\s+"))
                .toList();
        List<String> header = lines.stream()
                .filter(line -> line[0].equals("GROUP"))
                .findFirst()
                .map(Arrays::asList)
                .orElseThrow(() -> new AssertionError("the tool printed no table: " + table));
        return lines.stream()
                .filter(line -> line[0].equals(group))
                .collect(Collectors.toMap(
                        line -> new TopicPartition(
                                line[header.indexOf("TOPIC")], Integer.parseInt(line[header.indexOf("PARTITION")])),
                        line -> number(line[header.indexOf("LAG")])));
    }

    private static OptionalLong number(String text) {
        return text.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** It prints to the standard output and nowhere else. */
    private static synchronized String output(String... arguments) {
        PrintStream before = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            ConsumerGroupCommand.main(arguments);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
