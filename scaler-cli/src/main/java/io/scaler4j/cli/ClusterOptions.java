package io.scaler4j.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command talks to. */
final class ClusterOptions {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description =
                    "Names the cluster and the user. Default: the variable KUBECONFIG, else the account of the pod,"
                            + " else ~/.kube/config.")
    private @Nullable Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "A context of the kubeconfig file.")
    private @Nullable String context;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only the objects of this namespace; a Role in it is enough then. Default: all namespaces.")
    private String namespace = "";

    String namespace() {
        return namespace;
    }

    /** What is found is not tried. */
    Config config() {
        if (kubeconfig == null) {
            return Config.autoConfigure(context);
        }
        if (!Files.isReadable(kubeconfig)) {
            throw new NotRunException(kubeconfig + " cannot be read; give a kubeconfig file with --kubeconfig", null);
        }
        try {
            return Config.fromKubeconfig(context, kubeconfig.toFile());
        } catch (IllegalArgumentException | KubernetesClientException e) {
            throw new NotRunException(kubeconfig + " is no kubeconfig file: " + firstLine(e), e);
        }
    }

    /** A parser's own sentence may go on to quote the file. */
    private static String firstLine(Exception problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }
}
