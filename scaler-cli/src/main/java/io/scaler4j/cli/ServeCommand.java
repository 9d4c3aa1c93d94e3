package io.scaler4j.cli;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.cli.serve.ServedFile;
import io.scaler4j.cli.serve.ServedTriggers;
import io.scaler4j.cli.serve.ServerCollector;
import io.scaler4j.cli.text.Reasons;
import io.scaler4j.exporter.MetricsEndpoint;
import io.scaler4j.external.ExternalScalerServer;
import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlProblem;
import io.scaler4j.scaledobject.yaml.YamlReader;
import io.scaler4j.spi.ScalerCatalog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code serve}: an external scaler for KEDA. */
@Command(
        name = "serve",
        description = "Serves triggers to KEDA as an external scaler, until the process is told to stop. A file says"
                + " which: triggers with names, and types that clients may write.",
        footerHeading = "%nExamples:%n",
        footer = {"  scaler4j serve triggers.yaml", "  scaler4j serve triggers.yaml --check"})
final class ServeCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Parameters(paramLabel = "FILE", description = "A YAML file with triggers, or - for standard input.")
    private String file = "";

    @Option(names = "--check", description = "Says what is wrong with the file, and serves nothing.")
    private boolean check;

    @Override
    public Integer call() {
        ServedFile.Result read = ServedFile.read(yaml(), file, folder(), Durations::parse);
        try (ScalerCatalog catalog = ScalerCatalog.load()) {
            var triggers = new ServedTriggers(
                    file, read.served(), catalog, cli.terminal().environment());
            List<YamlProblem> problems = read.problems().isEmpty() ? triggers.check() : read.problems();
            if (!problems.isEmpty()) {
                return refuse(problems);
            }
            if (!check) {
                serve(read.served(), triggers);
            }
            return ExitStatus.FINE;
        }
    }

    private YamlFile yaml() {
        if (file.equals(ManifestInput.STANDARD_INPUT)) {
            return YamlReader.read(cli.terminal().readInput(), file);
        }
        try {
            return YamlReader.read(Path.of(file));
        } catch (IOException e) {
            throw new NotRunException(
                    file + " cannot be read: " + Reasons.of(e) + "; give a YAML file with triggers, or -", e);
        }
    }

    /** Names of files count from the folder of the file, as in a container that mounts all of them. */
    private Path folder() {
        @Nullable Path parent = Path.of(file).getParent();
        return parent == null ? Path.of("") : parent;
    }

    private int refuse(List<YamlProblem> problems) {
        for (YamlProblem problem : problems) {
            cli.terminal().err().println("scaler4j: " + problem);
        }
        return ExitStatus.NOT_RUN;
    }

    private void serve(ServedFile served, ServedTriggers triggers) {
        var collectors = new CollectorRegistry();
        try (var ending = Ending.onSignals();
                ExternalScalerServer server = triggers.start();
                @Nullable MetricsEndpoint endpoint = metrics(served, collectors)) {
            collectors.register(new ServerCollector(server::counts));
            Terminal terminal = cli.terminal();
            terminal.out().println("serving at port " + server.port());
            if (endpoint != null) {
                terminal.out().println("metrics at port " + endpoint.address().getPort());
            }
            terminal.out().flush();
            ending.await();
        }
    }

    private static @Nullable MetricsEndpoint metrics(ServedFile served, CollectorRegistry collectors) {
        if (served.metricsPort().isEmpty()) {
            return null;
        }
        int port = served.metricsPort().getAsInt();
        return MetricsEndpoint.open(
                collectors,
                served.address().isEmpty()
                        ? new InetSocketAddress(port)
                        : new InetSocketAddress(served.address(), port));
    }
}
