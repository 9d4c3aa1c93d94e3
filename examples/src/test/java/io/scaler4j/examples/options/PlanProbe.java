package io.scaler4j.examples.options;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.io.File;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A program that plans triggers of every type where names, sockets and files are forbidden, but for the classes it is
 * made of. It prints a line for each. It needs a JDK before 24, which can forbid so.
 */
final class PlanProbe {

    private static final Map<String, String> NO_SECRETS = Map.of();
    private static final Map<String, String> LOGIN = Map.of("username", "u", "password", "p");

    private PlanProbe() {}

    /** Refuses what plans must not do. */
    @SuppressWarnings("removal") // there is nothing else that sees every look-up and every file
    private static final class Forbidding extends SecurityManager {

        private final List<String> allowed = Stream.concat(
                        Stream.of(System.getProperty("java.home"), "/dev/random", "/dev/urandom"),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)))
                .filter(path -> !path.isEmpty())
                .toList();

        @Override
        public void checkPermission(Permission permission) {
            // all others are allowed
        }

        @Override
        public void checkConnect(String host, int port) {
            throw new SecurityException("asks for the host " + host + (port < 0 ? "" : " at port " + port));
        }

        @Override
        public void checkConnect(String host, int port, Object context) {
            checkConnect(host, port);
        }

        @Override
        public void checkListen(int port) {
            throw new SecurityException("listens");
        }

        @Override
        public void checkExec(String command) {
            throw new SecurityException("runs " + command);
        }

        @Override
        public void checkRead(String file) {
            if (allowed.stream().noneMatch(file::startsWith)) {
                throw new SecurityException("reads " + file);
            }
        }

        @Override
        public void checkRead(String file, Object context) {
            checkRead(file);
        }

        @Override
        public void checkRead(FileDescriptor descriptor) {
            // of what was opened before
        }

        @Override
        public void checkWrite(String file) {
            throw new SecurityException("writes " + file);
        }

        @Override
        public void checkDelete(String file) {
            throw new SecurityException("deletes " + file);
        }
    }

    @SuppressWarnings("removal")
    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        try (var catalog = ScalerCatalog.load()) {
            Map<String, String> cron = Map.of(
                    "timezone", "Europe/Berlin", "start", "0 8 * * *", "end", "0 18 * * *", "desiredReplicas", "3");
            say(
                    "before",
                    () -> catalog.plan(spec("cron", cron, NO_SECRETS))); // what opens at the first log line is open
            System.setSecurityManager(new Forbidding());
            say("resolve", () -> InetAddress.getByName("kafka.invalid"));
            say("connect", () -> new Socket("127.0.0.1", 9));
            say("read", () -> Files.readString(file));
            Map<String, String> kafka = Map.of("bootstrapServers", "kafka.invalid:9092", "consumerGroup", "g");
            plan(catalog, "kafka", kafka, NO_SECRETS);
            plan(catalog, "kafka", with(kafka, "tls", "enable", "sasl", "scram_sha512"), LOGIN);
            Map<String, String> redis = Map.of("addresses", "redis.invalid:6379", "listName", "l", "stream", "s");
            for (String type : List.of("redis", "redis-cluster", "redis-sentinel")) {
                Map<String, String> server = with(redis, "sentinelMaster", "m", "enableTLS", "true");
                plan(catalog, type, without(server, "stream"), LOGIN);
                plan(catalog, type + "-streams", without(server, "listName"), LOGIN);
            }
            Map<String, String> prometheus =
                    Map.of("serverAddress", "http://prometheus.invalid:9090", "query", "up", "threshold", "1");
            plan(catalog, "prometheus", with(prometheus, "authModes", "basic"), LOGIN);
            plan(
                    catalog,
                    "prometheus",
                    with(prometheus, "authModes", "oauth"),
                    Map.of("oauthTokenURI", "https://tokens.invalid/token", "clientID", "c"));
            plan(catalog, "cron", cron, NO_SECRETS);
            plan(catalog, "http", Map.of("interceptors", "interceptors.invalid:9090", "route", "shop/web"), NO_SECRETS);
            Map<String, String> external = Map.of("scalerAddress", "external.invalid:9090", "enableTLS", "true");
            plan(catalog, "external", external, NO_SECRETS);
            plan(catalog, "external-push", external, NO_SECRETS);
            Map<String, String> pods = Map.of("value", "50", "labelSelector", "app=a", "kubeconfig", file.toString());
            plan(catalog, "cpu", pods, NO_SECRETS);
            plan(catalog, "memory", pods, NO_SECRETS);
            plan(catalog, "cpu", Map.of("value", "50", "sampler", "cgroup"), NO_SECRETS);
            plan(catalog, "cpu", Map.of("value", "50", "sampler", "process"), NO_SECRETS);
            for (String type : catalog.types()) {
                say(type + " refused", () -> refusal(catalog, type));
            }
        }
    }

    private static Object refusal(ScalerCatalog catalog, String type) {
        try {
            return "not refused: " + catalog.plan(spec(type, Map.of("typo", "x"), NO_SECRETS));
        } catch (InvalidConfigurationException e) {
            return e.problems();
        }
    }

    private static void plan(
            ScalerCatalog catalog, String type, Map<String, String> metadata, Map<String, String> secrets) {
        say(type, () -> catalog.plan(spec(type, metadata, secrets)));
    }

    private static TriggerSpec spec(String type, Map<String, String> metadata, Map<String, String> secrets) {
        return TriggerSpec.builder(type)
                .metricType(type.equals("cpu") || type.equals("memory") ? "Utilization" : "")
                .metadata(metadata)
                .authentication(secrets)
                .build();
    }

    private static Map<String, String> with(Map<String, String> metadata, String... more) {
        Map<String, String> all = new HashMap<>(metadata);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static Map<String, String> without(Map<String, String> metadata, String option) {
        Map<String, String> all = new HashMap<>(metadata);
        all.remove(option);
        return all;
    }

    private static void say(String what, Callable<?> action) {
        String outcome;
        try {
            action.call();
            outcome = "done";
        } catch (Exception | LinkageError e) {
            outcome = String.valueOf(e);
        }
        System.out.println("probe " + what + ": " + outcome);
    }
}
