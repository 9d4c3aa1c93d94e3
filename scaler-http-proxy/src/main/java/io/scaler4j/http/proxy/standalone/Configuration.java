package io.scaler4j.http.proxy.standalone;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Problems;
import io.scaler4j.http.proxy.ProxyRoute;
import io.scaler4j.scaledobject.check.Finding;
import io.scaler4j.scaledobject.check.Validation;
import io.scaler4j.scaledobject.manifest.HttpScaledObject;
import io.scaler4j.scaledobject.manifest.InterceptorRoute;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the program serves.
 *
 * @param settings of the process
 * @param routes of all files
 * @param remarks sentences about what has no effect
 */
record Configuration(Settings settings, List<ProxyRoute> routes, List<String> remarks) {

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    /**
     * Reads files and environment.
     *
     * @throws InvalidConfigurationException with everything that is wrong in all of them
     */
    static Configuration read(Arguments arguments, Map<String, String> environment) {
        var problems = Problems.of("configuration");
        var reader = new Reader(arguments, new Report(problems));
        Configuration configuration = reader.read(environment);
        problems.throwIfAny();
        return configuration;
    }

    private static final class Reader {

        private final Arguments arguments;
        private final Report report;
        private final Settings settings = new Settings();
        private final List<RoutesFile> ours = new ArrayList<>();
        private final List<Node> others = new ArrayList<>();

        Reader(Arguments arguments, Report report) {
            this.arguments = arguments;
            this.report = report;
        }

        Configuration read(Map<String, String> environment) {
            arguments.files().forEach(this::readAll);
            ours.forEach(RoutesFile::readOptions);
            List<String> remarks = new Environment(environment, report).read(settings);
            List<ProxyRoute> routes = new ArrayList<>();
            ours.forEach(file -> routes.addAll(file.readRoutes()));
            routes.addAll(ofObjects());
            Set<String> names = new HashSet<>();
            for (ProxyRoute route : routes) {
                if (!names.add(route.name())) {
                    report.add("route " + route.name() + " is there twice; give each route its own name");
                }
            }
            return new Configuration(settings, List.copyOf(routes), remarks);
        }

        /** Kubernetes mounts the same files a second time, in a folder whose name begins with a dot. */
        private void readAll(Path path) {
            try {
                if (!Files.exists(path)) {
                    throw new NoSuchFileException(path.toString());
                }
                if (!Files.isDirectory(path)) {
                    readFile(path);
                    return;
                }
                try (Stream<Path> below = Files.list(path)) {
                    for (Path file : below.sorted().toList()) {
                        String name = file.getFileName().toString();
                        if (!name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith)) {
                            readFile(file);
                        }
                    }
                }
            } catch (NoSuchFileException e) {
                report.add("there is no file or folder " + path + "; correct the path");
            } catch (IOException e) {
                report.add("the file or folder " + path + " cannot be read: " + e + "; let this process read it");
            }
        }

        private void readFile(Path path) throws IOException {
            YamlFile file = YamlReader.read(path);
            file.problems().forEach(problem -> report.add(problem.position(), problem.sentence()));
            Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
            for (Node document : file.documents()) {
                if (document instanceof Node.Mapping mapping && isOurs(mapping)) {
                    ours.add(new RoutesFile(new Section(mapping, report), folder, settings));
                } else {
                    others.add(document);
                }
            }
            if (file.documents().isEmpty() && file.problems().isEmpty()) {
                report.add("the file " + path + " is empty; write routes into it");
            }
        }

        /** An object of Kubernetes says its kind. */
        private static boolean isOurs(Node.Mapping document) {
            return document.get("kind").isEmpty() && document.get("apiVersion").isEmpty();
        }

        private List<ProxyRoute> ofObjects() {
            Manifests manifests = Manifests.of(others);
            List<Finding> findings = Validation.of(manifests).stream()
                    .filter(finding -> isAboutRoutes(finding.object()))
                    .toList();
            findings.forEach(finding -> report.add(finding.position(), finding.sentence() + "; " + finding.wayOut()));
            if (!findings.isEmpty()) {
                return List.of();
            }
            var services = new Services(arguments, manifests.manifests(), report);
            var keda = new KedaRoutes(services, settings, report);
            Set<String> newer = new HashSet<>();
            List<ProxyRoute> routes = new ArrayList<>();
            for (Manifest manifest : manifests.manifests()) {
                if (manifest instanceof InterceptorRoute route) {
                    newer.add(services.fullName(route));
                    keda.of(route).ifPresent(routes::add);
                }
            }
            for (Manifest manifest : manifests.manifests()) {
                if (manifest instanceof HttpScaledObject object && !newer.contains(services.fullName(object))) {
                    keda.of(object).ifPresent(routes::add);
                }
            }
            return routes;
        }

        /** Other objects of the files are none of our business; strays are. */
        private static boolean isAboutRoutes(String object) {
            return object.isEmpty() || object.startsWith("HTTPScaledObject") || object.startsWith("InterceptorRoute");
        }
    }
}
