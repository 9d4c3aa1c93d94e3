package io.scaler4j.testservers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/** The little of Prometheus's HTTP API that tests ask for. One connection a request, so that no thread stays behind. */
record PrometheusApi(String url, PrometheusOptions options) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 5_000;

    boolean isReady() {
        try {
            HttpURLConnection connection = open("/-/ready");
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    List<PrometheusSample> query(String expression) {
        try {
            JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
            if (!"vector".equals(answer.at("/data/resultType").asText())) {
                throw new IllegalStateException(
                        "The Prometheus at " + url + " has no vector for " + expression + ": " + answer);
            }
            var samples = new ArrayList<PrometheusSample>();
            answer.at("/data/result").forEach(element -> samples.add(sample(element)));
            return List.copyOf(samples);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The Prometheus at " + url + " did not answer " + expression + ": " + e.getMessage(), e);
        }
    }

    private static PrometheusSample sample(JsonNode element) {
        Map<String, String> labels = new HashMap<>();
        element.get("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new PrometheusSample(
                Map.copyOf(labels), number(element.at("/value/1").asText()));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private JsonNode get(String path) throws IOException {
        HttpURLConnection connection = open(path);
        boolean refused = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream body = refused ? connection.getErrorStream() : connection.getInputStream()) {
            return JSON.readTree(body);
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        var connection = (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        if (options.wantsPassword()) {
            byte[] pair = (PrometheusOptions.USER + ":" + PrometheusOptions.PASSWORD).getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        options.certificates()
                .ifPresent(certificates -> ((HttpsURLConnection) connection)
                        .setSSLSocketFactory(certificates.clientContext().getSocketFactory()));
        return connection;
    }
}
