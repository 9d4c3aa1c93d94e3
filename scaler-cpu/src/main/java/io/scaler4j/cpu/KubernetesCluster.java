package io.scaler4j.cpu;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.spi.Lease;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the API server of a Kubernetes cluster, shared by as many samplers as there are. What several ask for
 * in one round, such as triggers for processor time and memory of the same pods, is asked for once.
 *
 * <pre>{@code
 * try (var cluster = KubernetesCluster.builder().build()) { // of the pod that this runs in
 *     sampler = KubernetesSampler.builder().cluster(cluster).labelSelector("app=orders").build();
 * } // the connection stays open until the sampler is closed
 * }</pre>
 *
 * <p>Files of tokens and certificates are read anew for each request, so that they may be exchanged. Nothing secret is
 * ever printed. This is a handle: each sampler takes one of its own, and the connection closes with the last.
 * Thread-safe.
 */
public final class KubernetesCluster implements AutoCloseable {

    private final Lease<KubernetesConnection> lease;
    private final String namespace;
    private final String name;

    private KubernetesCluster(Lease<KubernetesConnection> lease) {
        this.lease = lease;
        this.namespace = lease.get().namespace();
        this.name = lease.get().toString();
    }

    /** A handle that takes over this lease. */
    static KubernetesCluster of(Lease<KubernetesConnection> lease) {
        return new KubernetesCluster(lease);
    }

    /**
     * Starts with the cluster that this process runs in, as a pod.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Another handle on the same connection. */
    KubernetesCluster share() {
        return of(lease.share());
    }

    /** What is shared, or an {@link IllegalStateException} if this handle is closed. */
    KubernetesConnection connection() {
        return lease.get();
    }

    /** The namespace of the service account or of the context; empty if neither says. */
    String namespace() {
        return namespace;
    }

    /** Lets go of the connection, which closes with its last handle. May be called more than once. */
    @Override
    public void close() {
        lease.close();
    }

    /** The address of the API server. */
    @Override
    public String toString() {
        return name;
    }

    /** Builds a {@link KubernetesCluster}. Not thread-safe. */
    public static final class Builder {

        private @Nullable Path kubeconfig;
        private String context = "";
        private String server = "";
        private Material authorities = Material.NONE;
        private Material token = Material.NONE;
        private Path serviceAccount = ClusterAccess.SERVICE_ACCOUNT;

        private Builder() {}

        /**
         * Takes address and credentials from a kubeconfig file: a token, a file with one, or a client certificate.
         * Users that log in by a program are refused.
         *
         * @param file read when the cluster is built; what it names in files is read for each request
         * @return this builder
         */
        public Builder kubeconfig(Path file) {
            kubeconfig = file;
            return this;
        }

        /**
         * Chooses a context of the kubeconfig file.
         *
         * @param name blank for the current context
         * @return this builder
         */
        public Builder context(String name) {
            context = name.strip();
            return this;
        }

        /**
         * Names the API server itself, with the certificate authorities of the JVM and without credentials unless they
         * are set.
         *
         * @param address such as {@code https://10.0.0.1:6443}
         * @return this builder
         */
        public Builder server(String address) {
            server = address;
            return this;
        }

        /**
         * Trusts these certificate authorities, in place of those of the JVM; goes with {@link #server}.
         *
         * @param pem a file with one or more certificates
         * @return this builder
         */
        public Builder certificateAuthorities(Path pem) {
            authorities = Material.in(pem);
            return this;
        }

        /**
         * Shows this token; goes with {@link #server}.
         *
         * @param file with the token alone
         * @return this builder
         */
        public Builder tokenFile(Path file) {
            token = Material.in(file);
            return this;
        }

        Builder serviceAccount(Path folder) {
            serviceAccount = folder;
            return this;
        }

        /**
         * Checks the settings and makes the cluster. The server is not asked.
         *
         * @return the first handle on the connection
         * @throws InvalidConfigurationException with everything that is wrong, also with the files
         */
        public KubernetesCluster build() {
            return of(Lease.first(connect()));
        }

        KubernetesConnection connect() {
            var problems = Problems.of("Kubernetes cluster");
            ClusterAccess access = access(problems);
            problems.throwIfAny();
            checkFiles(access, problems);
            problems.throwIfAny();
            return new KubernetesConnection(access);
        }

        private ClusterAccess access(Problems problems) {
            problems.check(
                    server.isEmpty() || kubeconfig == null,
                    "server and kubeconfig are both set; a kubeconfig file names its server, so set one of them");
            problems.check(
                    context.isEmpty() || kubeconfig != null,
                    "context \"" + context + "\" is one of a kubeconfig file, and none is set");
            if (kubeconfig != null) {
                return Kubeconfig.read(kubeconfig, context, problems);
            }
            return server.isEmpty()
                    ? ClusterAccess.inCluster(System.getenv(), serviceAccount, problems)
                    : new ClusterAccess(
                            ClusterAccess.server(server, problems),
                            authorities,
                            false,
                            token,
                            Material.NONE,
                            Material.NONE,
                            "");
        }

        private static void checkFiles(ClusterAccess access, Problems problems) {
            try {
                access.token().read();
                access.tls().check(problems);
            } catch (IOException e) {
                problems.add("credentials of " + access + " cannot be used (" + e + ")");
            }
        }
    }
}
