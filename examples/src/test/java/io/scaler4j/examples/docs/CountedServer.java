package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.http.QueueAnswer;
import io.scaler4j.http.RequestTracker;
import io.scaler4j.http.Tracked;
import io.scaler4j.policy.ScalingPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** A server that counts its requests, and an autoscaler that follows them. */
public final class CountedServer implements AutoCloseable {

    private static final String ROUTE = "shop/web";

    private final RequestTracker tracker = new RequestTracker();
    private final String boot = UUID.randomUUID().toString();
    private final HttpServer server;
    private final Autoscaler autoscaler;

    public CountedServer(ScaleTarget workers, HttpHandler shop, Executor threads) throws IOException {
        tracker.counter(ROUTE); // known from the start, so that 0 requests are a number
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", shop).getFilters().add(new Counting());
        server.createContext(QueueAnswer.PATH, this::answerCounts);
        server.start();
        autoscaler = Autoscaler.builder("shop")
                .target(workers)
                .policy(ScalingPolicy.builder().replicas(0, 10).build())
                .trigger(Trigger.of("requests", tracker.concurrency(ROUTE), averageValue(100)))
                .build()
                .start();
        tracker.wakes(ROUTE, autoscaler::poke);
    }

    private final class Counting extends Filter {

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            try (Tracked request = tracker.begin(ROUTE)) {
                chain.doFilter(exchange);
            }
        }

        @Override
        public String description() {
            return "counts requests";
        }
    }

    private void answerCounts(HttpExchange exchange) throws IOException {
        byte[] body = new QueueAnswer(tracker.snapshot(), Optional.of(boot)).toJson();
        try (exchange) {
            exchange.getResponseHeaders().set(QueueAnswer.BOOT_HEADER, boot);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        autoscaler.close();
        server.stop(0);
    }
}
