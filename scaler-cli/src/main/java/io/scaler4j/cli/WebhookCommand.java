package io.scaler4j.cli;

import io.prometheus.client.CollectorRegistry;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.kubernetes.webhook.AdmissionCheck;
import io.scaler4j.kubernetes.webhook.ValidatingWebhook;
import io.scaler4j.spi.ScalerCatalog;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code webhook}: refuses wrong objects before they are stored. */
@Command(
        name = "webhook",
        description = "Answers a cluster's admission reviews: what KEDA or the API server would refuse is refused, lint"
                + " is a warning. Each option may be a variable: --port is SCALER4J_PORT.",
        footerHeading = "%nExamples:%n",
        footer = "  scaler4j webhook --certificates /certificates")
final class WebhookCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    @Mixin
    private final ServingOptions serving = new ServingOptions();

    @Mixin
    private final StatusOptions status = new StatusOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9443",
            description = "Listens here; 0 takes any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Override
    public Integer call() {
        ClusterLog.show();
        try (var ending = Ending.onSignals();
                ScalerCatalog catalog = ScalerCatalog.load();
                ValidatingWebhook webhook =
                        ValidatingWebhook.start(serving.listenOn(port), serving.tls(), new AdmissionCheck(catalog));
                @Nullable
                        StatusEndpoint endpoint = status.serve(
                                new CollectorRegistry(),
                                StatusMetrics.ofAnswers("webhook", webhook::answers),
                                Optional::empty)) {
            cli.terminal()
                    .out()
                    .println("answering admission reviews at port " + webhook.port() + StatusEndpoint.at(endpoint));
            cli.terminal().out().flush();
            ending.await();
            return ExitStatus.FINE;
        } catch (InvalidConfigurationException e) {
            return cli.misused(e);
        }
    }
}
