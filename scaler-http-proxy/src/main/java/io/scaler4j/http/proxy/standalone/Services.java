package io.scaler4j.http.proxy.standalone;

import io.scaler4j.config.Masking;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.proxy.BackendProtocol;
import io.scaler4j.http.proxy.StaticPages;
import io.scaler4j.scaledobject.manifest.Manifest;
import io.scaler4j.scaledobject.yaml.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is known of services and documents outside of the routes: from Service and ConfigMap objects, and options. */
final class Services {

    private static final String H2C = "kubernetes.io/h2c";

    private final String domain;
    private final String namespace;
    private final Map<String, Integer> givenPorts;
    private final Map<String, List<Port>> ports = new HashMap<>();
    private final Map<String, Map<String, String>> documents = new HashMap<>();

    /** A port of a service, with the number at which the addresses of the service's name take requests. */
    private record Port(String name, int servicePort, int reachedAt, boolean h2c) {}

    /** Where a route's requests go, and what is spoken there. */
    record Target(EndpointSource endpoints, BackendProtocol protocol) {}

    /**
     * @param arguments numbers of ports, and how names are completed
     * @param manifests all objects of the files
     */
    Services(Arguments arguments, List<Manifest> manifests, Report report) {
        domain = arguments.domain();
        namespace = arguments.namespace();
        givenPorts = arguments.ports();
        for (Manifest manifest : manifests) {
            var source = new Section(manifest.source(), report);
            switch (manifest.kind()) {
                case "Service" -> source.section("spec").ifPresent(spec -> ports.put(fullName(manifest), ports(spec)));
                case "ConfigMap" -> documents.put(fullName(manifest), texts(manifest.source()));
                default -> {}
            }
        }
    }

    String namespaceOf(Manifest manifest) {
        return manifest.namespace().isEmpty() ? namespace : manifest.namespace();
    }

    String fullName(Manifest manifest) {
        return namespaceOf(manifest) + "/" + manifest.name();
    }

    private static List<Port> ports(Section spec) {
        boolean headless = spec.text("clusterIP").orElse("").equals("None");
        return spec.sections("ports").stream()
                .map(port -> {
                    int number = port.integer("port", 1, 65_535).orElse(0);
                    OptionalInt target =
                            port.isNumber("targetPort") ? port.integer("targetPort", 1, 65_535) : OptionalInt.empty();
                    return new Port(
                            port.text("name").orElse(""),
                            number,
                            headless ? target.orElse(number) : number,
                            port.text("appProtocol").orElse("").equals(H2C));
                })
                .filter(port -> port.reachedAt() > 0)
                .toList();
    }

    private static Map<String, String> texts(Node.Mapping source) {
        Map<String, String> texts = new LinkedHashMap<>();
        source.find("data").ifPresent(data -> {
            if (data instanceof Node.Mapping mapping) {
                mapping.entries().forEach(entry -> {
                    if (entry.value() instanceof Node.Scalar scalar && scalar.type() == Node.Type.STRING) {
                        texts.put(entry.key(), scalar.text());
                    }
                });
            }
        });
        return texts;
    }

    /** The pages of a ConfigMap; throws if it is not among the files. */
    StaticPages pages(String inNamespace, String name) {
        Map<String, String> texts = documents.get(inNamespace + "/" + name);
        if (texts == null) {
            throw new IllegalArgumentException("there is no ConfigMap " + inNamespace + "/" + name
                    + " among the files; add it, or write the text into body");
        }
        return Responses.ofTexts(texts);
    }

    /** Whether a ConfigMap has a text. */
    boolean hasPage(String inNamespace, String name, String key) {
        return documents.getOrDefault(inNamespace + "/" + name, Map.of()).containsKey(key);
    }

    /**
     * Finds a service.
     *
     * @param section has its port or portName
     * @param nameOption the option with the service's name
     */
    Optional<Target> target(Section section, String nameOption, String inNamespace) {
        Optional<String> service = section.text(nameOption);
        OptionalInt number = section.integer("port", 1, 65_535);
        Optional<String> portName = section.text("portName");
        if (service.isEmpty()) {
            return Optional.empty();
        }
        String fullName = inNamespace + "/" + service.get();
        Optional<Port> known = ports.getOrDefault(fullName, List.of()).stream()
                .filter(port -> portName.isPresent()
                        ? port.name().equals(portName.get())
                        : port.servicePort() == number.orElse(0))
                .findFirst();
        Integer given =
                portName.map(name -> givenPorts.get(fullName + ":" + name)).orElse(null);
        OptionalInt reachedAt = given != null
                ? OptionalInt.of(given)
                : known.map(port -> OptionalInt.of(port.reachedAt())).orElse(number);
        if (reachedAt.isEmpty()) {
            section.add(
                    "portName",
                    "the port " + Masking.quote(portName.orElse("")) + " of service " + Masking.quote(fullName)
                            + " is unknown; add the Service to the files, or give --port " + fullName + ":"
                            + portName.orElse("NAME") + "=8080");
            return Optional.empty();
        }
        EndpointSource source = section.make(
                nameOption,
                () -> EndpointSource.dns(
                                service.get() + "." + inNamespace + (domain.isEmpty() ? "" : "." + domain),
                                reachedAt.getAsInt(),
                                Endpoints.LOOKS_UP_EVERY)
                        .probedByTcp(Endpoints.PROBES_EVERY));
        boolean h2c = known.map(Port::h2c).orElse(false);
        return Optional.ofNullable(source)
                .map(found -> new Target(found, h2c ? BackendProtocol.H2C : BackendProtocol.HTTP_1_1));
    }
}
