package io.scaler4j.kafka;

import static java.util.stream.Collectors.joining;

import io.scaler4j.config.Masking;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which partitions of a topic to look at, as numbers and ranges of them. Ranges are not expanded. */
record PartitionLimitation(List<Range> ranges) {

    static final PartitionLimitation ALL = new PartitionLimitation(List.of());

    private static final Pattern RANGE = Pattern.compile("(\\+?[0-9]+)(?:\\s*-\\s*(\\+?[0-9]+))?");

    /** Both ends belong to it. */
    record Range(int first, int last) {
        boolean contains(int partition) {
            return first <= partition && partition <= last;
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    static PartitionLimitation of(Collection<Integer> partitions) {
        return new PartitionLimitation(partitions.stream()
                .sorted()
                .map(partition -> new Range(partition, partition))
                .toList());
    }

    /**
     * Reads KEDA's {@code partitionLimitation}, as in {@code 1-4,8}.
     *
     * @throws IllegalArgumentException with a sentence, if a part is neither a number nor an ascending range
     */
    static PartitionLimitation parse(String text) {
        if (text.isBlank()) {
            return ALL;
        }
        var ranges = new ArrayList<Range>();
        for (String part : text.split(",", -1)) {
            ranges.add(range(part.strip(), text));
        }
        return new PartitionLimitation(List.copyOf(ranges));
    }

    /** Whether nothing is limited. */
    boolean isAll() {
        return ranges.isEmpty();
    }

    boolean allows(int partition) {
        return isAll() || ranges.stream().anyMatch(range -> range.contains(partition));
    }

    /** The numbers as given, duplicates too. */
    IntStream partitions() {
        return ranges.stream().flatMapToInt(range -> IntStream.rangeClosed(range.first(), range.last()));
    }

    @Override
    public String toString() {
        return isAll() ? "all" : ranges.stream().map(Range::toString).collect(joining(","));
    }

    private static Range range(String part, String text) {
        Matcher range = RANGE.matcher(part);
        if (!range.matches()) {
            throw refused(text, Masking.unexpected(part) + " is neither a number nor a range");
        }
        int first = number(range.group(1), text);
        int last = range.group(2) == null ? first : number(range.group(2), text);
        if (first > last) {
            throw refused(text, "the range " + Masking.unexpected(part) + " descends, so it has no partition");
        }
        return new Range(first, last);
    }

    private static int number(String digits, String text) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw refused(text, digits + " is no partition number, which has 32 bits");
        }
    }

    private static IllegalArgumentException refused(String text, String reason) {
        return new IllegalArgumentException(
                "partitionLimitation must be partition numbers and ascending ranges of them," + " such as 1-4,8; was "
                        + Masking.unexpected(text) + ": " + reason);
    }
}
