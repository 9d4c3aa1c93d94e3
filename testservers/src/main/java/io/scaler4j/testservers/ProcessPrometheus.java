package io.scaler4j.testservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        if (options.history().isPresent() && !Files.exists(folder.resolve("data"))) {
            importHistory(folder, options.history().get());
        }
        return new ProcessBuilder(
                program.toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--web.config.file=" + folder.resolve("web.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address,
                "--log.level=warn");
    }

    /** Promtool comes with Prometheus and writes blocks as the server does. */
    private static void importHistory(Path folder, String history) throws IOException {
        Path samples = Files.writeString(folder.resolve("history.txt"), history);
        Process promtool = new ProcessBuilder(
                        ServerProgram.find("promtool").toString(),
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        samples.toString(),
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("promtool.txt").toFile())
                .start();
        try {
            if (!promtool.waitFor(1, TimeUnit.MINUTES) || promtool.exitValue() != 0) {
                promtool.destroyForcibly();
                throw new IOException(
                        "promtool could not import the history: " + Files.readString(folder.resolve("promtool.txt")));
            }
        } catch (InterruptedException interrupted) {
            promtool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while promtool imported the history", interrupted);
        }
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
