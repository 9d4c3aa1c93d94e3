package io.scaler4j.spring.boot.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The sample with a web server on a free port, and a client of it. */
public final class RunningSample implements AutoCloseable {

    /** An answer over HTTP. */
    public record Answer(int status, JsonNode body) {}

    private static final List<String> PROPERTIES = List.of(
            "server.port=0",
            "server.address=127.0.0.1",
            "spring.main.banner-mode=off",
            "management.endpoints.web.exposure.include=health,autoscalers",
            "management.endpoint.health.show-details=always",
            "scaler4j.write-spread=0s",
            "scaler4j.autoscalers.orders.policy.min-replicas=1",
            "scaler4j.autoscalers.orders.policy.max-replicas=20",
            "scaler4j.autoscalers.orders.triggers[0].scaler=backlog",
            "scaler4j.autoscalers.orders.triggers[0].average-value=10",
            "scaler4j.autoscalers.mail.policy.min-replicas=1",
            "scaler4j.autoscalers.mail.triggers[0].scaler=inbox",
            "scaler4j.autoscalers.mail.triggers[0].average-value=10");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final ConfigurableApplicationContext context;

    private RunningSample(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the sample with more properties, which come first. */
    public static RunningSample start(String... properties) {
        List<String> all = new ArrayList<>();
        PROPERTIES.forEach(property -> all.add("--" + property));
        for (String property : properties) {
            String key = property.substring(0, property.indexOf('='));
            all.removeIf(known -> known.startsWith("--" + key + "="));
            all.add("--" + property);
        }
        return new RunningSample(SpringApplication.run(SampleApplication.class, all.toArray(String[]::new)));
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public Answer post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public String text(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), json.readTree(answer.body()));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    @Override
    public void close() {
        context.close();
    }
}
