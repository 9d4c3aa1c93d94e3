package io.scaler4j.http.proxy.standalone;

import io.netty.util.ResourceLeakDetector;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.http.HeaderMatch;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.ProxyRoute;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Runs an interceptor: {@code java -jar scaler-http-proxy-standalone.jar routes.yaml}. On SIGTERM it stops without
 * losing requests.
 */
public final class Main {

    private static final int WRONG = 1;
    private static final int MISUSE = 2;
    private static final List<String> LEAK_LEVELS =
            List.of("io.netty.leakDetection.level", "io.netty.leakDetectionLevel");

    private Main() {}

    /**
     * Runs until the process is told to stop.
     *
     * @param args see {@code --help}
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        watchLeaksIfAsked(System.getProperties());
        var stopped = new CountDownLatch(1);
        int status = run(args, System.getenv(), System.out, System.err, running -> {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                running.stop();
                                stopped.countDown();
                                // the status would be that of the signal, as after a failure
                                Runtime.getRuntime().halt(0);
                            },
                            "scaler4j-http-stop"));
            stopped.await();
        });
        if (status != 0) {
            System.exit(status);
        }
    }

    /**
     * Netty follows one buffer of 128 to see whether it leaks, which costs 5 percent of the processor time. That is for
     * development; the process is ours, so it is off unless one of Netty's own properties says otherwise.
     */
    static void watchLeaksIfAsked(Properties properties) {
        if (LEAK_LEVELS.stream().noneMatch(properties::containsKey)) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    /** What happens while the interceptor runs. */
    @FunctionalInterface
    interface Serving {
        void serve(Standalone running) throws InterruptedException;
    }

    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err, Serving serving)
            throws InterruptedException {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(err::println);
            return MISUSE;
        }
        if (arguments.help()) {
            out.print(Arguments.USAGE);
            return 0;
        }
        try {
            Configuration configuration = Configuration.read(arguments, environment);
            configuration.remarks().forEach(err::println);
            if (arguments.check()) {
                configuration.routes().forEach(route -> out.println(line(route)));
                return 0;
            }
            return serve(configuration, out, err, serving);
        } catch (InvalidConfigurationException e) {
            e.problems().forEach(err::println);
            return WRONG;
        }
    }

    private static int serve(Configuration configuration, PrintStream out, PrintStream err, Serving serving)
            throws InterruptedException {
        try (Standalone running = Standalone.start(configuration)) {
            out.println("serving " + configuration.routes().size() + " routes on port " + running.port()
                    + ", counts, probes and metrics on port " + running.adminPort());
            out.flush();
            serving.serve(running);
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return WRONG;
        }
    }

    private static String line(ProxyRoute route) {
        return route.name() + ": "
                + route.route().rules().stream().map(Main::line).collect(Collectors.joining("; "));
    }

    private static String line(RouteRule rule) {
        var parts = new ArrayList<String>();
        parts.add(rule.hosts().isEmpty() ? "any host" : "hosts " + String.join(", ", rule.hosts()));
        if (!rule.pathPrefixes().isEmpty()) {
            parts.add("paths " + String.join(", ", rule.pathPrefixes()));
        }
        if (!rule.headers().isEmpty()) {
            // A value may be a token.
            parts.add(
                    "headers " + rule.headers().stream().map(HeaderMatch::name).collect(Collectors.joining(", ")));
        }
        return String.join(" · ", parts);
    }
}
