package io.scaler4j.http.proxy.standalone;

import io.scaler4j.config.Masking;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.EndpointSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where requests go. */
final class Endpoints {

    static final Duration LOOKS_UP_EVERY = Duration.ofSeconds(1);
    static final Duration PROBES_EVERY = Duration.ofMillis(50);
    private static final int MOST_PORTS = 65_535;
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(https?)://(\\[[^\\]/]+\\]|[^:/?#@\\[\\]]+):(\\d{1,5})/?");

    private Endpoints() {}

    /** A list of addresses, or a group of options. */
    static Optional<EndpointSource> read(Section around, String name) {
        if (!around.has(name)) {
            return Optional.empty();
        }
        if (around.isGroup(name)) {
            return around.section(name).flatMap(Endpoints::group);
        }
        return addresses(around, name).map(source -> source.probedByTcp(PROBES_EVERY));
    }

    private static Optional<EndpointSource> group(Section section) {
        Optional<String> dns = section.text("dns");
        OptionalInt port = section.integer("port", 1, MOST_PORTS);
        Duration every = section.duration("every").orElse(LOOKS_UP_EVERY);
        Optional<EndpointSource> addresses = addresses(section, "addresses");
        String probe = section.text("probe").orElse("tcp");
        Duration probesEvery = section.duration("probeEvery").orElse(PROBES_EVERY);
        section.done();
        if (dns.isPresent() == section.has("addresses")) {
            section.report()
                    .add(
                            section.position(),
                            "endpoints must have either dns, with port, or addresses; give one of them");
            return Optional.empty();
        }
        if (dns.isPresent() && port.isEmpty()) {
            section.add("dns", "dns needs port: the port at which the addresses take requests");
            return Optional.empty();
        }
        if (dns.isEmpty() && (section.has("port") || section.has("every"))) {
            section.add("addresses", "port and every belong to dns; each address has its own port");
        }
        Optional<EndpointSource> source = dns.isEmpty()
                ? addresses
                : Optional.ofNullable(
                        section.make("dns", () -> EndpointSource.dns(dns.get(), port.orElseThrow(), every)));
        return source.flatMap(
                from -> Optional.ofNullable(section.make("probe", () -> probed(from, probe, probesEvery))));
    }

    private static EndpointSource probed(EndpointSource source, String probe, Duration every) {
        if (probe.equals("none")) {
            return source;
        }
        if (probe.equals("tcp")) {
            return source.probedByTcp(every);
        }
        if (probe.startsWith("/")) {
            return source.probedByHttp(probe, every);
        }
        throw new IllegalArgumentException("probe must be tcp, none or a path such as /ready, was "
                + Masking.unexpected(probe) + "; a path is asked for with GET");
    }

    private static Optional<EndpointSource> addresses(Section section, String name) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String text : section.texts(name)) {
            Endpoint endpoint = section.make(name, () -> endpoint(text));
            if (endpoint != null) {
                endpoints.add(endpoint);
            }
        }
        if (endpoints.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(EndpointSource.fixed(endpoints.toArray(Endpoint[]::new)));
    }

    static Endpoint endpoint(String text) {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "address must be as http://10.0.0.5:8080 or https://web.internal:8443, was " + Masking.url(text)
                            + "; it has a port, and neither a login nor a path");
        }
        String host = parts.group(2).replaceAll("^\\[|\\]$", "");
        return new Endpoint(
                host, Integer.parseInt(parts.group(3)), parts.group(1).equalsIgnoreCase("https"));
    }
}
