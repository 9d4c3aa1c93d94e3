package io.scaler4j.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.prometheus.client.CollectorRegistry;
import io.scaler4j.cli.text.Reasons;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.kubernetes.controller.ScaledObjectMetrics;
import io.scaler4j.kubernetes.metrics.ExternalMetricsServer;
import io.scaler4j.kubernetes.metrics.ExternalMetricsServerBuilder;
import io.scaler4j.kubernetes.metrics.FrontProxy;
import io.scaler4j.kubernetes.metrics.ServedSpecs;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.SecretSource;
import io.scaler4j.spi.ScalerCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code external-metrics}: gives the triggers of ScaledObjects to the HPA of a cluster. */
@Command(
        name = "external-metrics",
        description = "Serves the triggers of ScaledObjects to the HPAs of a cluster, as external metrics under KEDA's"
                + " names: those of files, or those of the cluster. Each option may be a variable: --port is"
                + " SCALER4J_PORT.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j external-metrics --certificates /certificates",
            "  scaler4j external-metrics deploy/ --certificates /certificates --secrets /etc/secrets"
        })
final class ExternalMetricsCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILES",
            description = "Files and folders with ScaledObjects. Default: those of the cluster.")
    private List<Path> files = List.of();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final ServingOptions serving = new ServingOptions();

    @Mixin
    private final StatusOptions status = new StatusOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "6443",
            description = "Listens here; 0 takes any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--secrets",
            paramLabel = "FOLDER",
            description = "Secrets that the files name, as a cluster mounts them: NAME/KEY or NAMESPACE/NAME/KEY.")
    private @Nullable Path secrets;

    @Option(
            names = "--requestheader-client-ca-file",
            paramLabel = "FILE",
            description = "Believes a front proxy of this authority. Default: what the cluster says of its own.")
    private @Nullable Path frontProxyAuthority;

    @Option(
            names = "--requestheader-allowed-names",
            paramLabel = "NAMES",
            split = ",",
            description = "Names in the front proxy's certificate, separated by commas. Default: any.")
    private List<String> frontProxyNames = List.of();

    @Option(
            names = "--freshness",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "For how long a value is the answer to others, too. Default: ${DEFAULT-VALUE}.")
    private Duration freshness = Duration.ZERO;

    @Option(
            names = "--read-timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "How long a request waits for a source. Default: ${DEFAULT-VALUE}.")
    private Duration readTimeout = Duration.ZERO;

    @Override
    public Integer call() {
        ClusterLog.show();
        Config config = cluster.config();
        try (var ending = Ending.onSignals();
                ScalerCatalog catalog = ScalerCatalog.load();
                KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                ExternalMetricsServer server = builder(client).start();
                AutoCloseable served = serve(config, catalog, server);
                @Nullable StatusEndpoint endpoint = status(served, server)) {
            cli.terminal()
                    .out()
                    .println("serving " + served + " at port " + server.port() + StatusEndpoint.at(endpoint));
            cli.terminal().out().flush();
            ending.await();
            return ExitStatus.FINE;
        } catch (InvalidConfigurationException e) {
            return cli.misused(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private ExternalMetricsServerBuilder builder(KubernetesClient client) {
        ExternalMetricsServerBuilder builder = ExternalMetricsServer.builder()
                .address(serving.listenOn(port))
                .tls(serving.tls())
                .freshness(freshness)
                .readTimeout(readTimeout);
        return frontProxyAuthority == null
                ? builder.frontProxyOf(client)
                : builder.frontProxy(FrontProxy.of(read(frontProxyAuthority), frontProxyNames.toArray(String[]::new)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new NotRunException(
                    file + " cannot be read: " + Reasons.of(e)
                            + "; give the certificate of the front proxy's authority",
                    e);
        }
    }

    private AutoCloseable serve(Config config, ScalerCatalog catalog, ExternalMetricsServer server) {
        if (files.isEmpty()) {
            return ScaledObjectMetrics.follow(config, cluster.namespace(), catalog, server);
        }
        List<AutoscalerSpec> specs = specs(catalog);
        var served = new ServedSpecs(server);
        try {
            specs.forEach(served::put);
            return served;
        } catch (RuntimeException e) {
            served.close();
            throw e;
        }
    }

    private @Nullable StatusEndpoint status(AutoCloseable served, ExternalMetricsServer server) {
        var collectors = new CollectorRegistry();
        return served instanceof ScaledObjectMetrics followed
                ? status.serve(
                        collectors,
                        StatusMetrics.of(followed, server::answers),
                        StatusEndpoint.onceKnown(followed::isReliable))
                : status.serve(
                        collectors, StatusMetrics.ofAnswers("external_metrics", server::answers), Optional::empty);
    }

    private List<AutoscalerSpec> specs(ScalerCatalog catalog) {
        var reader = ScaledObjects.reader()
                .catalog(catalog)
                .strict()
                .ignoreUnknownOptions()
                .namespace(cluster.namespace())
                .environment(cli.terminal().environment());
        if (secrets != null) {
            reader.secrets(SecretSource.folder(secrets));
        }
        return reader.read(files).specs();
    }
}
