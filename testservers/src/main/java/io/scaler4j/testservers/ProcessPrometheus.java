package io.scaler4j.testservers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Prometheus as a child process, with its own folder for data and configuration. */
final class ProcessPrometheus implements PrometheusNode {
    static final String PROGRAM = "prometheus";

    private final Path program;
    private final PrometheusOptions options;
    private final String address = "127.0.0.1:" + FreePorts.pick(1).get(0);
    private final PrometheusApi api;
    private final ServerProgram server = ServerProgram.open("Prometheus", PROGRAM, address);

    private ProcessPrometheus(Path program, PrometheusOptions options) {
        this.program = program;
        this.options = options;
        api = new PrometheusApi(options.scheme() + "://" + address, options);
    }

    static PrometheusNode started(PrometheusOptions options) {
        var prometheus = new ProcessPrometheus(ServerProgram.find(PROGRAM), options);
        try {
            prometheus.start();
            return prometheus;
        } catch (Throwable failed) {
            prometheus.close();
            throw failed;
        }
    }

    @Override
    public String url() {
        return api.url();
    }

    @Override
    public List<PrometheusSample> query(String expression) {
        return api.query(expression);
    }

    @Override
    public void start() {
        server.start(this::command, api::isReady);
    }

    private ProcessBuilder command() throws IOException {
        Path folder = server.folder();
        new PrometheusFiles(options).writeTo(folder);
        return new ProcessBuilder(
                program.toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--web.config.file=" + folder.resolve("web.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address,
                "--log.level=warn");
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "Prometheus[" + url() + "]";
    }
}
