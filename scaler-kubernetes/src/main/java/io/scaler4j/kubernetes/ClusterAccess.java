package io.scaler4j.kubernetes;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where an API server is, how it proves its identity, and how a client does. Files are read again for each request, so
 * that tokens and certificates may be exchanged.
 *
 * @param namespace where to look if nothing else is said; empty if that is not known
 */
record ClusterAccess(ApiAddress server, Trust trust, Identity identity, String namespace) {

    /**
     * Whom the client takes for the server.
     *
     * @param authorities empty for those of the JVM
     * @param unchecked true for anyone
     * @param serverName that its certificate must have, in place of that of the address; empty for that
     */
    record Trust(DataOrFile authorities, boolean unchecked, String serverName) {
        static final Trust JVM = new Trust(DataOrFile.NONE, false, "");
    }

    /** The client's identity, and in whose name it asks. */
    record Identity(DataOrFile token, DataOrFile certificate, DataOrFile key, Impersonation impersonation) {
        static Identity of(DataOrFile token) {
            return new Identity(token, DataOrFile.NONE, DataOrFile.NONE, Impersonation.NONE);
        }
    }

    /** Stands where there are problems. */
    static final ClusterAccess NONE =
            new ClusterAccess(ApiAddress.NOWHERE, Trust.JVM, Identity.of(DataOrFile.NONE), "");

    static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** As every pod of a cluster is given it. */
    static ClusterAccess inCluster(Map<String, String> environment, Path serviceAccount, Problems problems) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (!problems.check(
                !host.isBlank() && Files.isReadable(serviceAccount.resolve("token")),
                "this process runs in no pod of a cluster: KUBERNETES_SERVICE_HOST or the token of a service account in "
                        + serviceAccount + " is missing; give a kubeconfig file, or let the pod mount its token")) {
            return NONE;
        }
        String name = host.contains(":") ? "[" + host + "]" : host;
        return new ClusterAccess(
                ApiAddress.parse("https://" + name + ":" + port, problems),
                new Trust(DataOrFile.in(serviceAccount.resolve("ca.crt")), false, ""),
                Identity.of(DataOrFile.in(serviceAccount.resolve("token"))),
                namespace(serviceAccount.resolve("namespace")));
    }

    private static String namespace(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            return ""; // then it must be given
        }
    }

    /** With what the files hold just now. */
    Tls tls() throws IOException {
        String trusted = trust.authorities().read();
        var tls = Tls.builder()
                .unsafe(trust.unchecked())
                .clientCertificate(identity.certificate().read(), identity.key().read());
        return (trusted.isEmpty() ? tls : tls.onlyCertificateAuthorities(trusted)).build();
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
