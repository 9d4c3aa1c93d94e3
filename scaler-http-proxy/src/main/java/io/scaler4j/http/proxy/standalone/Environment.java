package io.scaler4j.http.proxy.standalone;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.config.Masking;
import io.scaler4j.http.proxy.InterceptorLimits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The environment variables of the interceptor of KEDA's HTTP add-on. A variable wins over the file. An empty one
 * counts as not set.
 */
final class Environment {

    private static final String PREFIX = "KEDA_HTTP_";
    private static final int MOST_PORTS = 65_535;
    private static final int MOST = 1_000_000_000;
    /** Of the add-on's scaler and of its way to find objects: nothing here to set. */
    private static final Set<String> OF_OTHERS = Set.of(
            "KEDA_HTTP_QUEUE_TICK_DURATION",
            "KEDA_HTTP_SCALER_STREAM_INTERVAL_MS",
            "KEDA_HTTP_CURRENT_NAMESPACE",
            "KEDA_HTTP_WATCH_NAMESPACE");

    private final Map<String, String> variables;
    private final Report report;
    private final Set<String> asked = new LinkedHashSet<>();

    Environment(Map<String, String> variables, Report report) {
        this.variables = variables;
        this.report = report;
    }

    /**
     * Reads all variables.
     *
     * @return sentences about variables that are set and have no effect
     */
    List<String> read(Settings settings) {
        InterceptorLimits.Builder limits = settings.limits;
        number("KEDA_HTTP_PROXY_PORT", 1, MOST_PORTS).ifPresent(port -> settings.port = port);
        number("KEDA_HTTP_ADMIN_PORT", 1, MOST_PORTS).ifPresent(port -> settings.adminPort = port);
        time("KEDA_HTTP_REQUEST_TIMEOUT", limits::request);
        time("KEDA_HTTP_RESPONSE_HEADER_TIMEOUT", limits::responseHeader);
        time("KEDA_HTTP_READINESS_TIMEOUT", limits::readiness);
        time("KEDA_HTTP_CONNECT_TIMEOUT", limits::connect);
        time("KEDA_HTTP_DRAIN_TIMEOUT", limits::drain);
        time("KEDA_HTTP_SHUTDOWN_DELAY", limits::shutdownDelay);
        timeIfPositive("KEDA_CONDITION_WAIT_TIMEOUT", limits::readiness);
        timeIfPositive("KEDA_RESPONSE_HEADER_TIMEOUT", limits::responseHeader);
        number("KEDA_HTTP_MAX_IDLE_CONNS", 0, MOST).ifPresent(limits::maxIdleConnections);
        number("KEDA_HTTP_MAX_IDLE_CONNS_PER_HOST", 0, MOST).ifPresent(limits::maxIdlePerHost);
        number("KEDA_HTTP_COLD_START_MAX_PENDING_REQUESTS", 0, MOST)
                .ifPresent(most -> settings.holdRequests = OptionalInt.of(most == 0 ? MOST : most));
        flag("KEDA_HTTP_ENABLE_COLD_START_HEADER").ifPresent(sent -> settings.coldStartHeader = sent);
        flag("KEDA_HTTP_LOG_REQUESTS").ifPresent(log -> settings.accessLog = log);
        tls(settings);
        report(limits);
        return withoutEffect();
    }

    private void report(InterceptorLimits.Builder limits) {
        try {
            limits.build();
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(report::add);
        }
    }

    private void tls(Settings settings) {
        boolean enabled = flag("KEDA_HTTP_PROXY_TLS_ENABLED").orElse(false);
        Optional<String> certificate = text("KEDA_HTTP_PROXY_TLS_CERT_PATH");
        Optional<String> key = text("KEDA_HTTP_PROXY_TLS_KEY_PATH");
        OptionalInt port = number("KEDA_HTTP_PROXY_TLS_PORT", 1, MOST_PORTS);
        if (!enabled) {
            return;
        }
        port.ifPresent(number -> settings.port = number);
        if (certificate.isEmpty() || key.isEmpty()) {
            report.add("KEDA_HTTP_PROXY_TLS_ENABLED needs KEDA_HTTP_PROXY_TLS_CERT_PATH and"
                    + " KEDA_HTTP_PROXY_TLS_KEY_PATH: the paths of two files in PEM format");
            return;
        }
        try {
            settings.tls = ProcessOptions.context(Path.of(certificate.get()), Path.of(key.get()));
        } catch (InvalidPathException e) {
            report.add("KEDA_HTTP_PROXY_TLS_CERT_PATH and KEDA_HTTP_PROXY_TLS_KEY_PATH must be paths of files");
        } catch (IllegalArgumentException e) {
            report.add("KEDA_HTTP_PROXY_TLS_ENABLED: " + e.getMessage());
        }
    }

    private List<String> withoutEffect() {
        List<String> sentences = new ArrayList<>();
        if (text("KEDA_HTTP_DIRECT_POD_ROUTING").isPresent()) {
            sentences.add("KEDA_HTTP_DIRECT_POD_ROUTING has no effect: requests go to the addresses that a service's"
                    + " name has; make the service headless to reach its pods directly");
        }
        for (String name : new TreeSet<>(variables.keySet())) {
            if (name.startsWith(PREFIX) && !asked.contains(name) && !OF_OTHERS.contains(name)) {
                sentences.add(name + " has no effect: this interceptor does not know it");
            }
        }
        return sentences;
    }

    private Optional<String> text(String name) {
        asked.add(name);
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private void time(String name, Consumer<Duration> option) {
        Optional<String> given = text(name);
        Optional<Duration> time = given.flatMap(GoDuration::parse);
        time.ifPresent(option);
        if (given.isPresent() && time.isEmpty()) {
            wrong(name, GoDuration.EXPECTED, given.get());
        }
    }

    /** Old names win over the new ones unless they are 0, which was their "not set". */
    private void timeIfPositive(String name, Consumer<Duration> option) {
        time(name, time -> {
            if (!time.isZero()) {
                option.accept(time);
            }
        });
    }

    private OptionalInt number(String name, int least, int most) {
        Optional<String> given = text(name);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(given.get());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        wrong(name, "a whole number from " + least + " to " + most, given.get());
        return OptionalInt.empty();
    }

    /** As Go reads them. */
    private Optional<Boolean> flag(String name) {
        Optional<String> given = text(name);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return switch (given.get()) {
            case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
            case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
            default -> {
                wrong(name, "true or false", given.get());
                yield Optional.empty();
            }
        };
    }

    private void wrong(String name, String expected, String value) {
        report.add(name + " must be " + expected + ", was " + Masking.unexpected(value));
    }
}
