package io.scaler4j.cli.serve;

import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.scaledobject.yaml.YamlFile;
import io.scaler4j.scaledobject.yaml.YamlProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What a file says about an external scaler.
 *
 * @param port where it listens; 0 for any that is free
 * @param address of this machine, empty for all of them
 * @param triggers that have a name
 * @param types of triggers that a client may write
 * @param authentications parameters by their name
 * @param tls files of certificate, key and maybe authorities; empty without encryption
 * @param metricsPort where Prometheus reads metrics
 * @param times freshness, maximumAge, readTimeout and streamInterval, as far as they are set
 */
public record ServedFile(
        int port,
        String address,
        List<ServedTrigger> triggers,
        List<String> types,
        Map<String, Map<String, SecretValue>> authentications,
        Optional<TlsFiles> tls,
        OptionalInt metricsPort,
        Map<String, Duration> times) {

    private static final int DEFAULT_PORT = 9090;
    private static final List<String> TIMES = List.of("freshness", "maximumAge", "readTimeout", "streamInterval");

    private static final List<String> KNOWN = List.of(
            "port",
            "address",
            "triggers",
            "types",
            "authentications",
            "tls",
            "metricsPort",
            "freshness",
            "maximumAge",
            "readTimeout",
            "streamInterval");

    /**
     * A trigger as KEDA writes it, with a name.
     *
     * @param name by which clients ask for it
     * @param type of the catalog
     * @param metricType may be empty
     * @param metadata options
     * @param authentication the name of parameters, empty without
     * @param position in the file
     */
    public record ServedTrigger(
            String name,
            String type,
            String metricType,
            Map<String, String> metadata,
            String authentication,
            Position position) {}

    /**
     * Files of TLS.
     *
     * @param certificate PEM, with its issuers
     * @param key PEM
     * @param clientAuthorities PEM; if set, clients need a certificate of them
     */
    public record TlsFiles(Path certificate, Path key, Optional<Path> clientAuthorities) {}

    /**
     * Where a parameter comes from; it is read again whenever a source needs it.
     *
     * @param file may be null in favour of a variable
     * @param variable of the environment
     */
    public record SecretValue(Optional<Path> file, Optional<String> variable) {}

    /**
     * A file that was read.
     *
     * @param served only to be used without problems
     * @param problems in the order of the lines
     */
    public record Result(ServedFile served, List<YamlProblem> problems) {}

    /**
     * Reads.
     *
     * @param yaml the file
     * @param file its name, for positions
     * @param folder from which relative names of files count
     * @param durations reads a time, and throws for anything else
     * @return what it says, and everything that is wrong with it
     */
    public static Result read(YamlFile yaml, String file, Path folder, Function<String, Duration> durations) {
        var problems = new ArrayList<>(yaml.problems());
        if (yaml.documents().size() != 1 && problems.isEmpty()) {
            problems.add(new YamlProblem(
                    new Position(file, 1, 1),
                    "there must be one document with triggers, there are "
                            + yaml.documents().size()));
        }
        Node document = yaml.documents().isEmpty()
                ? new Node.Mapping(List.of(), new Position(file, 1, 1))
                : yaml.documents().get(0);
        boolean unread = yaml.documents().isEmpty();
        ServedFile served = new Reader(unread ? new ArrayList<>() : problems, folder).read(document, durations);
        problems.sort(Comparator.comparing(YamlProblem::position));
        return new Result(served, List.copyOf(problems));
    }

    /** Collects problems on its way. */
    private record Reader(List<YamlProblem> problems, Path folder) {

        ServedFile read(Node document, Function<String, Duration> durations) {
            Fields fields = Fields.of("the file", document, KNOWN, problems);
            Map<String, Map<String, SecretValue>> authentications = authentications(fields);
            var times = new LinkedHashMap<String, Duration>();
            TIMES.forEach(name -> fields.duration(name, durations).ifPresent(time -> times.put(name, time)));
            List<ServedTrigger> triggers = triggers(fields, authentications);
            List<String> types = fields.texts("types");
            if (fields.list("triggers").isEmpty() && types.isEmpty()) {
                fields.tell(
                        document.position(),
                        "nothing is served; write triggers with names, or types that clients may write");
            }
            return new ServedFile(
                    fields.port("port").orElse(DEFAULT_PORT),
                    fields.text("address").orElse(""),
                    triggers,
                    types,
                    authentications,
                    tls(fields),
                    fields.port("metricsPort"),
                    times);
        }

        private List<ServedTrigger> triggers(Fields fields, Map<String, ?> authentications) {
            var triggers = new LinkedHashMap<String, ServedTrigger>();
            for (Node node : fields.list("triggers")) {
                ServedTrigger trigger = trigger(node);
                if (!trigger.authentication().isEmpty() && !authentications.containsKey(trigger.authentication())) {
                    fields.tell(
                            trigger.position(),
                            "trigger " + trigger.name() + " names the authentication '" + trigger.authentication()
                                    + "', which is not there; there are " + authentications.keySet());
                }
                if (triggers.put(trigger.name(), trigger) != null
                        && !trigger.name().isEmpty()) {
                    fields.tell(
                            trigger.position(),
                            "the name " + trigger.name() + " is that of two triggers; clients tell them apart by it");
                }
            }
            return List.copyOf(triggers.values());
        }

        private ServedTrigger trigger(Node node) {
            List<String> known = List.of("name", "type", "metricType", "metadata", "authentication");
            Fields fields = Fields.of("trigger", node, known, problems);
            return new ServedTrigger(
                    fields.required("name", "clients ask for the trigger by it"),
                    fields.required("type", "write a type of KEDA, such as kafka"),
                    fields.text("metricType").orElse(""),
                    fields.map("metadata"),
                    fields.text("authentication").orElse(""),
                    fields.position("metadata"));
        }

        private Map<String, Map<String, SecretValue>> authentications(Fields fields) {
            var all = new LinkedHashMap<String, Map<String, SecretValue>>();
            fields.each("authentications", (name, parameters) -> {
                var values = new LinkedHashMap<String, SecretValue>();
                Fields each = Fields.any("authentication " + name, parameters, problems);
                for (String parameter : each.names()) {
                    each.node(parameter).ifPresent(node -> values.put(parameter, secret(name + "." + parameter, node)));
                }
                all.put(name, Map.copyOf(values));
            });
            return all;
        }

        private SecretValue secret(String name, Node node) {
            if (!(node instanceof Node.Mapping)) {
                problems.add(new YamlProblem(
                        node.position(),
                        "authentication " + name + " must be {file: PATH} or {env: NAME}; a secret itself does not"
                                + " belong into this file"));
                return new SecretValue(Optional.empty(), Optional.empty());
            }
            Fields fields = Fields.of("authentication " + name, node, List.of("file", "env"), problems);
            Optional<Path> file = fields.text("file").map(folder::resolve);
            Optional<String> variable = fields.text("env");
            if (file.isPresent() == variable.isPresent()) {
                fields.tell(node.position(), "authentication " + name + " must have one of file and env");
            }
            return new SecretValue(file, variable);
        }

        private Optional<TlsFiles> tls(Fields fields) {
            return fields.node("tls").map(node -> {
                List<String> known = List.of("certificate", "key", "clientAuthorities");
                Fields tls = Fields.of("tls", node, known, problems);
                return new TlsFiles(
                        folder.resolve(tls.required("certificate", "name the PEM file that clients are shown")),
                        folder.resolve(tls.required("key", "name the PEM file of the certificate's key")),
                        tls.text("clientAuthorities").map(folder::resolve));
            });
        }
    }
}
