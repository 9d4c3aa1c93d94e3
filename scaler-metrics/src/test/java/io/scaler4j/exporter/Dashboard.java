package io.scaler4j.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Grafana dashboard in docs. */
record Dashboard(JsonNode json) {

    static Dashboard read() throws IOException {
        return new Dashboard(new ObjectMapper()
                .readTree(Path.of("..", "docs", "metrics-dashboard.json").toFile()));
    }

    /** What panels ask for, as Grafana would send it for all autoscalers. */
    List<String> expressions() {
        return json.findValuesAsText("expr").stream()
                .map(expression -> expression.replace("$autoscaler", ".*").replace("$__rate_interval", "1m"))
                .toList();
    }
}
