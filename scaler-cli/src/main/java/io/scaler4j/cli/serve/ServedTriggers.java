package io.scaler4j.cli.serve;

import io.scaler4j.cli.text.Reasons;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.external.ExternalScalerServer;
import io.scaler4j.external.ExternalScalerServerBuilder;
import io.scaler4j.external.ServerTls;
import io.scaler4j.scaledobject.yaml.Position;
import io.scaler4j.scaledobject.yaml.YamlProblem;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a server of a file. */
public final class ServedTriggers {

    private final String name;
    private final ServedFile file;
    private final ScalerCatalog catalog;
    private final Map<String, String> environment;
    private final List<YamlProblem> problems = new ArrayList<>();

    /**
     * Begins.
     *
     * @param name of the file, for positions
     * @param file without problems
     * @param catalog plans the triggers; stays the caller's
     * @param environment of the process
     */
    public ServedTriggers(String name, ServedFile file, ScalerCatalog catalog, Map<String, String> environment) {
        this.name = name;
        this.file = file;
        this.catalog = catalog;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Returns what sources refuse, and secrets that cannot be read.
     *
     * @return by trigger; empty if the server can be started
     */
    public List<YamlProblem> check() {
        problems.clear();
        plans();
        Position start = new Position(name, 1, 1);
        file.types().stream()
                .filter(type -> !catalog.types().contains(type))
                .forEach(type -> problems.add(new YamlProblem(
                        start, "types names '" + type + "', which is not at hand; at hand are " + catalog.types())));
        file.authentications().forEach((name, parameters) -> attempt(start, () -> secrets(parameters)));
        file.tls().ifPresent(tls -> attempt(start, () -> tls(tls)));
        return List.copyOf(problems);
    }

    private void attempt(Position position, Runnable part) {
        try {
            part.run();
        } catch (UncheckedIOException | IllegalArgumentException e) {
            problems.add(new YamlProblem(position, String.valueOf(e.getMessage())));
        }
    }

    private Map<String, TriggerPlan> plans() {
        var plans = new LinkedHashMap<String, TriggerPlan>();
        for (ServedFile.ServedTrigger trigger : file.triggers()) {
            try {
                plans.put(trigger.name(), catalog.plan(spec(trigger)));
            } catch (InvalidConfigurationException e) {
                e.problems()
                        .forEach(sentence -> problems.add(new YamlProblem(
                                trigger.position(),
                                "trigger " + trigger.name() + " (" + trigger.type() + "): " + sentence)));
            } catch (UncheckedIOException e) {
                problems.add(new YamlProblem(trigger.position(), String.valueOf(e.getMessage())));
            }
        }
        return plans;
    }

    private TriggerSpec spec(ServedFile.ServedTrigger trigger) {
        Map<String, ServedFile.SecretValue> parameters =
                file.authentications().getOrDefault(trigger.authentication(), Map.of());
        return TriggerSpec.builder(trigger.type())
                .name(trigger.name())
                .metricType(trigger.metricType())
                .metadata(trigger.metadata())
                .authentication(() -> secrets(parameters))
                .environment(environment)
                .build();
    }

    private Map<String, String> secrets(Map<String, ServedFile.SecretValue> parameters) {
        var values = new LinkedHashMap<String, String>();
        parameters.forEach((parameter, value) -> values.put(parameter, secret(parameter, value)));
        return values;
    }

    private String secret(String parameter, ServedFile.SecretValue value) {
        if (value.file().isPresent()) {
            return text(value.file().get()).strip();
        }
        String variable = value.variable().orElse("");
        String found = environment.get(variable);
        if (found == null) {
            throw new IllegalArgumentException(parameter + " comes from the environment variable " + variable
                    + ", which is not set; set it before the start");
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private static ServerTls tls(ServedFile.TlsFiles files) {
        String chain = text(files.certificate());
        String key = text(files.key());
        return files.clientAuthorities()
                .map(authorities -> ServerTls.mutual(chain, key, text(authorities)))
                .orElseGet(() -> ServerTls.of(chain, key));
    }

    /**
     * Starts the server.
     *
     * @return to be closed by the caller
     * @throws UncheckedIOException if it cannot listen
     * @throws InvalidConfigurationException if times or certificates are wrong
     */
    public ExternalScalerServer start() {
        ExternalScalerServerBuilder server = ExternalScalerServer.builder()
                .address(
                        file.address().isEmpty()
                                ? new InetSocketAddress(file.port())
                                : new InetSocketAddress(file.address(), file.port()))
                .catalog(catalog, file.types().toArray(String[]::new));
        plans().forEach(server::trigger);
        file.authentications().forEach((name, parameters) -> server.authentication(name, () -> secrets(parameters)));
        file.tls().ifPresent(files -> server.tls(() -> tls(files)));
        file.times().forEach((name, time) -> {
            switch (name) {
                case "freshness" -> server.freshness(time);
                case "maximumAge" -> server.maximumAge(time);
                case "readTimeout" -> server.readTimeout(time);
                default -> server.streamInterval(time);
            }
        });
        return server.start();
    }
}
