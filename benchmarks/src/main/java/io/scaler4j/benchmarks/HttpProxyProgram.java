package io.scaler4j.benchmarks;

import io.netty.util.internal.PlatformDependent;
import io.scaler4j.http.Endpoint;
import io.scaler4j.http.EndpointSource;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RouteRule;
import io.scaler4j.http.proxy.HttpInterceptor;
import io.scaler4j.http.proxy.ProxyRoute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Our side of the HTTP benchmark, in a JVM of its own. */
public final class HttpProxyProgram {

    private static final Duration PROBE = Duration.ofMillis(10);
    private static final int LONGEST_LINE = 10_000;

    private HttpProxyProgram() {}

    /**
     * Runs one of two programs.
     *
     * @param args {@code forward PORT}: a proxy before the backend at this port, which may come later; tells its own
     *     port, answers {@code memory} with the bytes that live on the heap or are direct, and ends with standard
     *     input. {@code trials wake|cold|bare SECONDS COUNT}: prints the milliseconds of each trial after a warm-up
     * @throws Exception if it cannot
     */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("forward")) {
            forward(Integer.parseInt(args[1]));
        } else {
            trials(args[1], Duration.ofSeconds(Long.parseLong(args[2])), Integer.parseInt(args[3]));
        }
    }

    private static void forward(int backend) throws IOException {
        var endpoint = Endpoint.http("127.0.0.1", backend);
        var route = ProxyRoute.builder("benchmarks/web")
                .rule(RouteRule.any())
                .endpoints(EndpointSource.fixed(endpoint).probedByTcp(PROBE))
                .hold(Hold.atMost(LONGEST_LINE).upTo(Duration.ofMinutes(2)))
                .build();
        try (var interceptor = interceptor(route)) {
            System.out.println("listening " + interceptor.port());
            var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (commands.readLine() != null) {
                System.out.println("memory " + (Resources.heapBytes() + PlatformDependent.usedDirectMemory()));
            }
        }
    }

    private static void trials(String kind, Duration warmUp, int count) throws Exception {
        if (kind.equals("bare")) {
            bareTrials(count);
            return;
        }
        boolean wake = kind.equals("wake");
        try (var trials = new ColdTrials(wake ? Duration.ZERO : ColdTrials.START)) {
            trials.warmUp(warmUp);
            for (int i = 0; i < count; i++) {
                ColdTrials.Trial trial = trials.next();
                System.out.println("result " + (wake ? trial.toWrite() : trial.added()));
            }
        }
    }

    private static void bareTrials(int count) throws Exception {
        try (var trials = new BareTrials()) {
            for (int i = 0; i < count; i++) {
                System.out.println("result " + trials.next());
            }
        }
    }

    static HttpInterceptor interceptor(ProxyRoute route) throws IOException {
        return HttpInterceptor.builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .listen(0)
                .route(route)
                .build()
                .start();
    }
}
