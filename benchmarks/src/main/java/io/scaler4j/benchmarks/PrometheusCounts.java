package io.scaler4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What a Prometheus itself counts. */
final class PrometheusCounts {

    private PrometheusCounts() {}

    /** Answered queries. */
    static double queries(String url) {
        return sum(url, "prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/query\"}");
    }

    /** But the one that asks for them. */
    static double openConnections(String url) {
        return sum(url, "net_conntrack_listener_conn_accepted_total{listener_name=\"http\"}")
                - sum(url, "net_conntrack_listener_conn_closed_total{listener_name=\"http\"}");
    }

    private static double sum(String url, String series) {
        return page(url)
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }

    private static String page(String url) {
        try {
            var connection =
                    (HttpURLConnection) URI.create(url + "/metrics").toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            connection.setConnectTimeout(5_000);
            connection.setReadTimeout(5_000);
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
