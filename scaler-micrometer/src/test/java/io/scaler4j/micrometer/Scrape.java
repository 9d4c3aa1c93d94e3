package io.scaler4j.micrometer;

import static java.util.stream.Collectors.joining;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a registry answers to Prometheus, in the text format 0.0.4.
 *
 * @param samples values by {@code name{label="value",label="value"}}, with the labels in the order of their names
 * @param types by name, such as {@code gauge}
 * @param helps by name, the sentences
 */
record Scrape(Map<String, Double> samples, Map<String, String> types, Map<String, String> helps) {

    static Scrape of(PrometheusMeterRegistry registry) {
        return parse(registry.scrape());
    }

    static Scrape of(CollectorRegistry registry) {
        var text = new StringWriter();
        try {
            TextFormat.write004(text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new AssertionError("a StringWriter does no I/O", e);
        }
        return parse(text.toString());
    }

    private static Scrape parse(String text) {
        var scrape = new Scrape(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        text.lines().forEach(scrape::add);
        return scrape;
    }

    private void add(String line) {
        if (line.startsWith("# TYPE ")) {
            String[] words = line.split(" ", 4);
            types.put(words[2], words[3]);
        } else if (line.startsWith("# HELP ")) {
            String[] words = line.split(" ", 4);
            helps.put(words[2], words[3]);
        } else if (!line.isBlank()) {
            int space = line.lastIndexOf(' ');
            samples.put(series(line.substring(0, space)), Double.valueOf(line.substring(space + 1)));
        }
    }

    private static String series(String written) {
        int brace = written.indexOf('{');
        String labels = Arrays.stream(
                        written.substring(brace + 1, written.lastIndexOf('}')).split(","))
                .sorted()
                .collect(joining(","));
        return written.substring(0, brace) + "{" + labels + "}";
    }
}
