package io.scaler4j.http.proxy.standalone;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line.
 *
 * @param files files and folders with routes
 * @param check whether to check them only
 * @param help whether to print how the program is used
 * @param ports numbers of ports by {@code namespace/service:name}
 * @param domain behind the namespace of a service
 * @param namespace of objects without one
 */
record Arguments(
        List<Path> files, boolean check, boolean help, Map<String, Integer> ports, String domain, String namespace) {

    static final String USAGE = """
            Usage: java -jar scaler-http-proxy-standalone.jar [options] FILE|FOLDER...

            Forwards HTTP requests to replicas, counts them, and holds them while no replica is ready.

              FILE    routes of the short form, or HTTPScaledObject and InterceptorRoute objects with the
                      Services and ConfigMaps that they name; a folder stands for its .yaml, .yml and .json files

              --check                      checks the files, prints the routes, and ends
              --port NS/SERVICE:NAME=8080  the number of a port that an object names
              --domain DOMAIN              what follows SERVICE.NS in host names (default svc.cluster.local)
              --namespace NS               of objects without one (default: default)
              --help                       prints this text

            The environment variables of the interceptor of KEDA's HTTP add-on are read, too, such as
            KEDA_HTTP_PROXY_PORT and KEDA_HTTP_REQUEST_TIMEOUT. A variable wins over a file.

            Ends with status 0 after it was told to stop (SIGTERM), 1 if the routes are wrong or a port
            is taken, 2 for bad options.
            """;

    private static final Pattern PORT = Pattern.compile("([^/:=]+/[^/:=]+:[^/:=]+)=(\\d{1,5})");
    private static final int MOST_PORTS = 65_535;

    /**
     * Reads a command line.
     *
     * @throws io.scaler4j.config.InvalidConfigurationException with everything that is wrong
     */
    static Arguments parse(String... args) {
        var parser = new Parser(args);
        parser.parse();
        return parser.done();
    }

    private static final class Parser {

        private final String[] args;
        private final Problems problems = Problems.of("command line");
        private final List<Path> files = new ArrayList<>();
        private final Map<String, Integer> ports = new HashMap<>();
        private boolean check;
        private boolean help;
        private String domain = "svc.cluster.local";
        private String namespace = "default";
        private int at;

        Parser(String... args) {
            this.args = args;
        }

        void parse() {
            for (at = 0; at < args.length; at++) {
                String arg = args[at];
                switch (arg) {
                    case "--check" -> check = true;
                    case "--help", "-h" -> help = true;
                    case "--port" -> port(value(arg));
                    case "--domain" -> domain = value(arg);
                    case "--namespace" -> namespace = value(arg);
                    default -> file(arg);
                }
            }
        }

        private String value(String option) {
            if (at + 1 < args.length) {
                return args[++at];
            }
            problems.add(option + " needs a value");
            return "";
        }

        private void port(String text) {
            Matcher parts = PORT.matcher(text);
            int number = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
            if (problems.check(
                    number >= 1 && number <= MOST_PORTS,
                    "--port must be as in shop/web:http=8080, was " + Masking.unexpected(text))) {
                ports.put(parts.group(1), number);
            }
        }

        private void file(String arg) {
            if (arg.startsWith("-")) {
                problems.add("there is no option " + Masking.quote(arg) + "; --help lists the options");
                return;
            }
            try {
                files.add(Path.of(arg));
            } catch (InvalidPathException e) {
                problems.add("a file must be named by a path, was " + Masking.quote(arg));
            }
        }

        Arguments done() {
            problems.check(help || !files.isEmpty(), "a file with routes is missing; --help says how it is given");
            problems.throwIfAny();
            return new Arguments(List.copyOf(files), check, help, Map.copyOf(ports), domain, namespace);
        }
    }
}
