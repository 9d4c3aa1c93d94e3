package io.scaler4j.kubernetes;

import io.scaler4j.config.Problems;
import io.scaler4j.kubernetes.KubeconfigFiles.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The access that one context of a kubeconfig describes: its cluster and its user. Their fields are an allow list,
 * since one that is not understood may be the field that names the client or the authority to trust. Sentences name
 * fields and never quote values of users.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/">kubeconfig</a>
 */
final class Kubeconfig {

    private static final Pattern SERVER_NAME = Pattern.compile("[A-Za-z0-9._:-]*");
    private static final Set<String> OF_A_CLUSTER = Set.of(
            "server",
            "certificate-authority",
            "certificate-authority-data",
            "insecure-skip-tls-verify",
            "tls-server-name",
            "disable-compression", // nothing is compressed
            "extensions");
    private static final Set<String> OF_A_USER = Set.of(
            "token",
            "tokenFile",
            "client-certificate",
            "client-certificate-data",
            "client-key",
            "client-key-data",
            "as",
            "as-uid",
            "as-groups",
            "as-user-extra",
            "extensions");

    private final KubeconfigFiles files;
    private final Problems problems;

    private Kubeconfig(KubeconfigFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /**
     * The access of this context, of the current one if it is empty; any access and a problem if the context does not
     * exist.
     *
     * @param file one, or several as the variable KUBECONFIG lists them
     */
    static ClusterAccess read(Path file, String context, Problems problems) {
        return KubeconfigFiles.read(file, problems)
                .flatMap(files -> new Kubeconfig(files, problems).access(context))
                .orElse(ClusterAccess.NONE);
    }

    private Optional<ClusterAccess> access(String wanted) {
        String context = wanted.isEmpty() ? files.currentContext() : wanted;
        if (!problems.check(
                !context.isEmpty(),
                "kubeconfig " + files + " has no current-context; set it there, or name a context")) {
            return Optional.empty();
        }
        return named("context", context).flatMap(this::access);
    }

    private Optional<ClusterAccess> access(Entry context) {
        String userName = text(context, "user");
        Optional<Entry> cluster = named("cluster", text(context, "cluster"));
        Optional<Entry> user =
                userName.isEmpty() ? Optional.of(new Entry(Map.of(), context.file())) : named("user", userName);
        user.ifPresent(known -> refuseWhatIsNotKnown(
                known,
                OF_A_USER,
                "user \"" + userName + "\"",
                "log in with a token, a tokenFile or a client certificate"));
        cluster.ifPresent(known -> refuseWhatIsNotKnown(
                known, OF_A_CLUSTER, "cluster \"" + text(context, "cluster") + "\"", "leave it out"));
        return cluster.flatMap(where -> user.map(who -> access(where, who, userName, text(context, "namespace"))));
    }

    private ClusterAccess access(Entry cluster, Entry user, String userName, String namespace) {
        String serverName = text(cluster, "tls-server-name");
        problems.check(
                SERVER_NAME.matcher(serverName).matches(),
                "kubeconfig " + cluster.file() + " has a tls-server-name that is no name of a host; correct it");
        String where = "kubeconfig " + user.file() + ": user \"" + userName + '"';
        return new ClusterAccess(
                ApiAddress.parse(text(cluster, "server"), problems),
                new ClusterAccess.Trust(
                        dataOrFile(cluster, "certificate-authority"),
                        text(cluster, "insecure-skip-tls-verify").equals("true"),
                        serverName),
                new ClusterAccess.Identity(
                        token(user),
                        dataOrFile(user, "client-certificate"),
                        dataOrFile(user, "client-key"),
                        Impersonation.read(user.fields(), where, problems)),
                namespace);
    }

    private Optional<Entry> named(String kind, String name) {
        Optional<Entry> found = files.find(kind, name);
        problems.check(found.isPresent(), "kubeconfig " + files + " has no " + kind + " \"" + name + "\"");
        return found;
    }

    /** A field without a value says nothing, whatever its name. */
    private void refuseWhatIsNotKnown(Entry entry, Set<String> known, String which, String wayOut) {
        entry.fields()
                .forEach((field, value) -> problems.check(
                        known.contains(String.valueOf(field))
                                || value == null
                                || value.toString().isEmpty(),
                        "kubeconfig " + entry.file() + " sets " + field + " of " + which + ", which is not supported; "
                                + wayOut + "; known are " + new TreeSet<>(known)));
    }

    private DataOrFile token(Entry user) {
        String file = text(user, "tokenFile");
        return file.isEmpty() ? DataOrFile.of(text(user, "token")) : DataOrFile.in(resolve(user, file));
    }

    /** {@code <name>-data}, in Base64, counts before the file of that name. */
    private DataOrFile dataOrFile(Entry entry, String name) {
        String data = text(entry, name + "-data");
        if (!data.isEmpty()) {
            try {
                byte[] bytes = Base64.getDecoder().decode(data.replaceAll("\\s", ""));
                return DataOrFile.of(new String(bytes, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                problems.add("kubeconfig " + entry.file() + ": " + name + "-data is no Base64 text"
                        + (data.contains("-----BEGIN") ? ", but PEM; encode it, or name a file with " + name : ""));
                return DataOrFile.NONE;
            }
        }
        String path = text(entry, name);
        return path.isEmpty() ? DataOrFile.NONE : DataOrFile.in(resolve(entry, path));
    }

    private static Path resolve(Entry entry, String path) {
        return Optional.ofNullable(entry.file().getParent())
                .map(folder -> folder.resolve(path))
                .orElse(Path.of(path));
    }

    private static String text(Entry entry, String name) {
        Object value = entry.fields().get(name);
        return value == null ? "" : value.toString().strip();
    }
}
