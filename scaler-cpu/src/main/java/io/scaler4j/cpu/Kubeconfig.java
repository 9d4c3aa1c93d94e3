package io.scaler4j.cpu;

import io.scaler4j.config.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a kubeconfig file: cluster and user of one context. Sentences name fields and never quote values of users.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/">kubeconfig</a>
 */
final class Kubeconfig {

    private static final List<String> PROGRAMS = List.of("exec", "auth-provider", "username");

    private final Path file;
    private final Problems problems;

    private Kubeconfig(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The access of this context, of the current one if it is empty; anything and a problem if there is none. */
    static ClusterAccess read(Path file, String context, Problems problems) {
        return new Kubeconfig(file.toAbsolutePath(), problems).access(context);
    }

    private ClusterAccess access(String wanted) {
        Map<?, ?> root = root();
        String context = wanted.isEmpty() ? text(root, "current-context") : wanted;
        Map<?, ?> chosen = named(root, "contexts", "context", context);
        Map<?, ?> cluster = named(root, "clusters", "cluster", text(chosen, "cluster"));
        String userName = text(chosen, "user");
        Map<?, ?> user = userName.isEmpty() ? Map.of() : named(root, "users", "user", userName);
        refuseWhatIsNotKnown(cluster, user, userName);
        return new ClusterAccess(
                ClusterAccess.server(text(cluster, "server"), problems),
                material(cluster, "certificate-authority"),
                text(cluster, "insecure-skip-tls-verify").equals("true"),
                token(user),
                material(user, "client-certificate"),
                material(user, "client-key"),
                text(chosen, "namespace"));
    }

    private Map<?, ?> root() {
        try {
            Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> map) {
                return map;
            }
            problems.add("kubeconfig " + file + " is no kubeconfig file: its top must be a map");
        } catch (YamlEngineException e) { // its text may quote a secret
            problems.add("kubeconfig " + file + " cannot be read as YAML");
        } catch (IOException e) {
            problems.add(
                    "kubeconfig " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        return Map.of();
    }

    private Map<?, ?> named(Map<?, ?> root, String list, String part, String name) {
        if (root.isEmpty()) {
            return Map.of(); // said already
        }
        if (root.get(list) instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map
                        && text(map, "name").equals(name)
                        && map.get(part) instanceof Map<?, ?> found) {
                    return found;
                }
            }
        }
        problems.add("kubeconfig " + file + " has no " + part + " \"" + name + "\"");
        return Map.of();
    }

    private void refuseWhatIsNotKnown(Map<?, ?> cluster, Map<?, ?> user, String name) {
        for (String program : PROGRAMS) {
            problems.check(
                    !user.containsKey(program),
                    "kubeconfig " + file + " lets user \"" + name + "\" log in by " + program
                            + ", which is not supported; use a token, a tokenFile or a client certificate");
        }
        for (String option : List.of("tls-server-name", "proxy-url")) {
            problems.check(
                    text(cluster, option).isEmpty(),
                    "kubeconfig " + file + " sets " + option + ", which is not supported");
        }
    }

    private Material token(Map<?, ?> user) {
        String file = text(user, "tokenFile");
        return file.isEmpty() ? Material.of(text(user, "token")) : Material.in(resolve(file));
    }

    /** {@code <name>-data}, in Base64, counts before the file of that name. */
    private Material material(Map<?, ?> map, String name) {
        String data = text(map, name + "-data");
        if (!data.isEmpty()) {
            try {
                return Material.of(new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                problems.add("kubeconfig " + file + ": " + name + "-data is no Base64 text");
            }
        }
        String path = text(map, name);
        return path.isEmpty() ? Material.NONE : Material.in(resolve(path));
    }

    private Path resolve(String path) {
        return Optional.ofNullable(file.getParent())
                .map(folder -> folder.resolve(path))
                .orElse(Path.of(path));
    }

    private static String text(Map<?, ?> map, String name) {
        Object value = map.get(name);
        return value == null ? "" : value.toString().strip();
    }
}
