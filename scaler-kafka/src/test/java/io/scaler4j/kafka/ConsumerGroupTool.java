package io.scaler4j.kafka;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;

/** What {@code kafka-consumer-groups.sh --describe} prints, as the broker's own opinion on lag. */
final class ConsumerGroupTool {

    private final String bootstrapServers;

    ConsumerGroupTool(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The lag of each partition that the tool lists; empty where it prints none, since nothing is committed there. */
    Map<TopicPartition, OptionalLong> lag(String group) {
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
