package io.scaler4j.cli;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.AutoscalerObserver;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.exporter.PrometheusMetrics;
import io.scaler4j.kubernetes.controller.ScaledObjectController;
import io.scaler4j.kubernetes.controller.ScaledObjectControllerBuilder;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code controller}: runs the ScaledObjects of a cluster. */
@Command(
        name = "controller",
        description = "Runs the ScaledObjects of a cluster without KEDA and without HPAs, until the process is told to"
                + " stop. Each option may be a variable: --sync-period is SCALER4J_SYNC_PERIOD.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  scaler4j controller --namespace shop",
            "  scaler4j controller --kubeconfig ~/.kube/config --only-managed --shards 4"
        })
final class ControllerCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final StatusOptions status = new StatusOptions();

    @Option(
            names = "--only-managed",
            description = "Only the objects with the label scaler4j.io/managed=true, also where KEDA is installed.")
    private boolean onlyManaged;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "scaler4j",
            description = "Begins the names of Leases and ConfigMaps. Processes of one name share the objects."
                    + " Default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(
            names = "--identity",
            paramLabel = "NAME",
            description = "Names this process in Leases: the pod's name. Default: a random one.")
    private @Nullable String identity;

    @Option(
            names = "--lease-namespace",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Where Leases and ConfigMaps are. Default: --namespace, else that of the account.")
    private String leaseNamespace = "";

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "1",
            description = "Splits the objects into so many parts, each scaled by one process at a time."
                    + " Default: ${DEFAULT-VALUE}.")
    private int shards;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            defaultValue = "15s",
            description = "After this time another process takes over. Default: ${DEFAULT-VALUE}.")
    private Duration lease = Duration.ZERO;

    @Option(
            names = "--sync-period",
            paramLabel = "TIME",
            defaultValue = "15s",
            description = "From turn to turn of targets that are not scaled to zero. Default: ${DEFAULT-VALUE}.")
    private Duration syncPeriod = Duration.ZERO;

    @Option(
            names = "--resync",
            paramLabel = "TIME",
            defaultValue = "10m",
            description =
                    "Between two looks at all objects, at which Secrets are read again. Default: ${DEFAULT-VALUE}.")
    private Duration resync = Duration.ZERO;

    @Override
    public Integer call() {
        ClusterLog.show();
        var collectors = new CollectorRegistry();
        try (var ending = Ending.onSignals();
                PrometheusMetrics exported = PrometheusMetrics.register(collectors);
                ScaledObjectController controller = builder(exported).start();
                @Nullable
                        StatusEndpoint endpoint = status.serve(
                                collectors,
                                StatusMetrics.of(controller),
                                StatusEndpoint.onceKnown(controller::isReliable))) {
            cli.terminal()
                    .out()
                    .println(controller + " runs ScaledObjects of " + where() + StatusEndpoint.at(endpoint));
            cli.terminal().out().flush();
            ending.await();
            return ExitStatus.FINE;
        } catch (InvalidConfigurationException e) {
            return cli.misused(e);
        } catch (IllegalStateException besideKeda) {
            throw new NotRunException(String.valueOf(besideKeda.getMessage()), besideKeda);
        }
    }

    private String where() {
        return cluster.namespace().isEmpty() ? "all namespaces" : "namespace " + cluster.namespace();
    }

    private ScaledObjectControllerBuilder builder(AutoscalerObserver exported) {
        ScaledObjectControllerBuilder builder = ScaledObjectController.builder(cluster.config())
                .namespace(cluster.namespace())
                .leaseNamespace(leaseNamespace)
                .name(name)
                .shards(shards)
                .lease(lease)
                .syncPeriod(syncPeriod)
                .resync(resync);
        if (status.isServed()) {
            builder.observer(exported); // the series of thousands of objects take memory
        }
        if (identity != null) {
            builder.identity(identity);
        }
        return onlyManaged ? builder.onlyManaged() : builder;
    }
}
