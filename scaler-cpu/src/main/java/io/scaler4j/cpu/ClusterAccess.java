package io.scaler4j.cpu;

import io.scaler4j.config.Problems;
import io.scaler4j.spi.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where an API server is, and how a client shows who it is. Files are read anew for each request, so that tokens and
 * certificates may be exchanged.
 *
 * @param namespace where to look if nothing else is said; empty if that is not known
 */
record ClusterAccess(
        URI server,
        Material authorities,
        boolean unchecked,
        Material token,
        Material certificate,
        Material key,
        String namespace) {

    static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final URI NOWHERE = URI.create("https://localhost");

    /** As every pod of a cluster is given it. */
    static ClusterAccess inCluster(Map<String, String> environment, Path serviceAccount, Problems problems) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (!problems.check(
                !host.isBlank() && Files.isReadable(serviceAccount.resolve("token")),
                "this process runs in no pod of a cluster: KUBERNETES_SERVICE_HOST or the token of a service account in "
                        + serviceAccount + " is missing; give a kubeconfig file, or let the pod mount its token")) {
            return new ClusterAccess(NOWHERE, Material.NONE, false, Material.NONE, Material.NONE, Material.NONE, "");
        }
        String name = host.contains(":") ? "[" + host + "]" : host;
        return new ClusterAccess(
                server("https://" + name + ":" + port, problems),
                Material.in(serviceAccount.resolve("ca.crt")),
                false,
                Material.in(serviceAccount.resolve("token")),
                Material.NONE,
                Material.NONE,
                namespace(serviceAccount.resolve("namespace")));
    }

    private static String namespace(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            return ""; // then it must be given
        }
    }

    /** An address without a path counts from its root. */
    static URI server(String text, Problems problems) {
        try {
            var uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean usable = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
            if (usable) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the sentence below, which does not quote what may hold a password
        }
        problems.add("server must be an address such as https://10.0.0.1:6443, without user, query and fragment");
        return NOWHERE;
    }

    /** With what the files hold just now. */
    Tls tls() throws IOException {
        String trusted = authorities.read();
        var tls = Tls.builder().unsafe(unchecked).clientCertificate(certificate.read(), key.read());
        return (trusted.isEmpty() ? tls : tls.onlyCertificateAuthorities(trusted)).build();
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
