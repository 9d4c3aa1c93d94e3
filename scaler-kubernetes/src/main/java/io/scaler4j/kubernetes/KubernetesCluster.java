package io.scaler4j.kubernetes;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the API server of a Kubernetes cluster, shared by as many samplers as there are: one client, one
 * thread for its input and output, and at most 8 connections that are kept. What several samplers ask for in one round,
 * such as triggers for processor time and memory of the same pods, is asked for once.
 *
 * <pre>{@code
 * try (var cluster = KubernetesCluster.builder().build()) { // of the pod that this runs in
 *     sampler = KubernetesSampler.builder().cluster(cluster).labelSelector("app=orders").build();
 * } // the connection stays open until the sampler is closed
 * }</pre>
 *
 * <p>Files of tokens and certificates are read again for each request, so that they may be exchanged. Nothing secret is
 * ever printed. This is a handle: each sampler takes its own handle. The connection opens with the first sampler and
 * closes with the last, so a handle may be kept, closed or forgotten. Thread-safe.
 */
public final class KubernetesCluster implements AutoCloseable {

    private final Lease<KubernetesConnection> lease;
    private final String namespace;
    private final String name;

    private KubernetesCluster(Lease<KubernetesConnection> lease, String namespace, String name) {
        this.lease = lease;
        this.namespace = namespace;
        this.name = name;
    }

    /** A handle that takes over this lease, which is open. */
    static KubernetesCluster of(Lease<KubernetesConnection> lease) {
        return new KubernetesCluster(lease, lease.get().namespace(), lease.get().toString());
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
        return new KubernetesCluster(lease.share(), namespace, name);
    }

    /** What is shared, or an {@link IllegalStateException} if this handle is closed. */
    KubernetesConnection connection() {
        return lease.get();
    }

    /** The namespace of the service account or of the context; empty if neither says. */
    String namespace() {
        return namespace;
    }

    /** Lets no more samplers in; the connection closes with the last of those there are. May be repeated. */
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
        private DataOrFile authorities = DataOrFile.NONE;
        private DataOrFile token = DataOrFile.NONE;
        private Path serviceAccount = ClusterAccess.SERVICE_ACCOUNT;

        private Builder() {}

        /**
         * Takes address and credentials from a kubeconfig file: a token, a file with one, or a client certificate. If
         * the user asks in the name of another, each request says so; if the cluster has a separate name for TLS, that
         * is asked for and checked. Every other field of the two is refused unless it is empty, since it may be the
         * field that names the client or the authority to trust: so are users that log in by a program or with a
         * password.
         *
         * @param file read when the cluster is built; what it names in files is read for each request. May be several
         *     files as the variable {@code KUBECONFIG} lists them, which are merged as kubectl does: the first that
         *     names something counts, and those that do not exist are left out
         * @return this builder
         */
        public Builder kubeconfig(Path file) {
            Objects.requireNonNull(file, "file must not be null; leave out what is not set");
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
            Objects.requireNonNull(name, "name must not be null; leave out what is not set");
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
            Objects.requireNonNull(address, "address must not be null; leave out what is not set");
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
            Objects.requireNonNull(pem, "pem must not be null; leave out what is not set");
            authorities = DataOrFile.in(pem);
            return this;
        }

        /**
         * Shows this token; goes with {@link #server}.
         *
         * @param file with the token alone
         * @return this builder
         */
        public Builder tokenFile(Path file) {
            Objects.requireNonNull(file, "file must not be null; leave out what is not set");
            token = DataOrFile.in(file);
            return this;
        }

        Builder serviceAccount(Path folder) {
            serviceAccount = folder;
            return this;
        }

        /**
         * Checks the settings and makes the cluster. The server is not asked.
         *
         * @return a handle, which may be closed once it has been given to all its samplers, and need not be
         * @throws InvalidConfigurationException with everything that is wrong, also with the files
         */
        public KubernetesCluster build() {
            ClusterAccess access = checked();
            return new KubernetesCluster(
                    Lease.onDemand(access.toString(), () -> new KubernetesConnection(new AccessTransport(access))),
                    access.namespace(),
                    access.toString());
        }

        KubernetesConnection connect() {
            return new KubernetesConnection(new AccessTransport(checked()));
        }

        private ClusterAccess checked() {
            var problems = Problems.of("Kubernetes cluster");
            ClusterAccess access = access(problems);
            problems.throwIfAny();
            checkFiles(access, problems);
            problems.throwIfAny();
            return access;
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
                            ApiAddress.parse(server.strip(), problems),
                            new ClusterAccess.Trust(authorities, false, ""),
                            ClusterAccess.Identity.of(token),
                            "");
        }

        private static void checkFiles(ClusterAccess access, Problems problems) {
            try {
                access.identity().token().read();
                access.tls().check(problems);
            } catch (TextFile.NotText e) {
                problems.add("credentials of " + access + " cannot be used: " + e.getMessage());
            } catch (IOException e) {
                problems.add("credentials of " + access + " cannot be used (" + e + ")");
            }
        }
    }
}
