package io.scaler4j.benchmarks;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Reading;
import io.scaler4j.prometheus.PrometheusScaler;
import io.scaler4j.prometheus.PrometheusServer;
import io.scaler4j.testservers.PrometheusNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.reactor.IOReactorConfig;

/** {@code prometheus-triggers}: many queries of a real Prometheus, read by real autoscalers that share a connection. */
final class PrometheusTriggersSuite implements Suite {

    private static final long SEED = 20_260_105;
    private static final int NUMBER = 20;
    private static final int CONNECTIONS = 8;
    private static final int WARM_UP_ROUNDS = 12;
    /** Until every trigger has its place in a round. */
    private static final int QUICK_WARM_UP = 4;

    private static final int BARE_ROUNDS = 3;

    private final List<Metric> metrics = new ArrayList<>();

    @Override
    public List<Metric> measure(boolean quick) {
        try (var server = PrometheusNode.scraping();
                var bare = bareClient()) {
            bare.start();
            if (quick) {
                measure(server.url(), bare, 50, 5, QUICK_WARM_UP, 2);
            } else {
                measure(server.url(), bare, 1_000, 100, WARM_UP_ROUNDS, 12);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the bare client failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return metrics;
    }

    private void measure(String url, CloseableHttpAsyncClient bare, int triggers, int queries, int warmUp, int rounds)
            throws InterruptedException, ExecutionException {
        try (var connection = PrometheusServer.builder()
                .serverAddress(url)
                .maximumConnections(CONNECTIONS)
                .build()) {
            readOnce(connection);
            double connectionsBefore = PrometheusCounts.openConnections(url);
            long heapBefore = Resources.heapBytes();
            try (var fleet = fleet(connection, triggers, queries)) {
                fleet.start(SEED);
                var counts = new ArrayList<Double>();
                var times = new ArrayList<Double>();
                var bareTimes = new ArrayList<Double>();
                for (int turn = -warmUp; turn < rounds; turn++) {
                    Sample sample = sample(fleet, url);
                    double connections = PrometheusCounts.openConnections(url) - connectionsBefore;
                    List<Double> alone = bareTimes(url, bare, queries);
                    if (turn >= 0) {
                        sample.mustBeRight(triggers);
                        counts.add(sample.requests());
                        times.add(sample.round().millis());
                        bareTimes.addAll(alone);
                    }
                    if (turn == -warmUp) {
                        // The bare client's are kept open from here on; the first connection was there before.
                        add("connections", connections + 1, "connections");
                    }
                }
                add("requests-per-round", max(counts), "requests");
                add(
                        "requests-per-round-least",
                        -max(counts.stream().map(count -> -count).toList()),
                        "requests");
                add("round-time", median(times), "ms");
                add("round-time-max", max(times), "ms");
                add("bare-round-time", median(bareTimes), "ms");
                add("ratio-to-bare", median(times) / median(bareTimes), "1");
                add("heap-per-trigger", (Resources.heapBytes() - heapBefore) / 1024.0 / triggers, "KiB");
            }
        }
    }

    // ---- one round

    private record Sample(TriggerFleet.Round round, double requests) {
        void mustBeRight(int triggers) {
            if (round.right() != triggers || round.wrong() > 0) {
                throw new IllegalStateException("of " + triggers + " readings " + round.right() + " were right and "
                        + round.wrong() + " wrong");
            }
        }
    }

    /** From the middle of an interval to the middle of the next. */
    private static Sample sample(TriggerFleet fleet, String url) throws InterruptedException {
        TriggerFleet.untilThePart(0.5);
        fleet.nextRound();
        double before = PrometheusCounts.queries(url);
        TriggerFleet.untilThePart(0.4);
        return new Sample(fleet.nextRound(), PrometheusCounts.queries(url) - before);
    }

    private static TriggerFleet fleet(PrometheusServer connection, int triggers, int queries) {
        List<PrometheusScaler> scalers = IntStream.range(0, triggers)
                .mapToObj(number -> scaler(connection, query(number % queries)))
                .toList();
        return new TriggerFleet(scalers, NUMBER * 1_000L);
    }

    private static PrometheusScaler scaler(PrometheusServer connection, String query) {
        return PrometheusScaler.builder().server(connection).query(query).build();
    }

    private static String query(int number) {
        return "vector(" + NUMBER + ") + 0 * " + number;
    }

    /** So that what a client needs once is there. */
    private static void readOnce(PrometheusServer connection) throws InterruptedException {
        try (var scaler = scaler(connection, "vector(1)")) {
            Reading reading = scaler.read(ReadRequest.of(Instant.now(), Duration.ofSeconds(10)));
            if (!(reading instanceof Reading.Value)) {
                throw new IllegalStateException("no number: " + reading);
            }
        }
    }

    // ---- the bare client

    private static CloseableHttpAsyncClient bareClient() {
        return HttpAsyncClients.custom()
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .build())
                .build();
    }

    private static List<Double> bareTimes(String url, CloseableHttpAsyncClient bare, int queries)
            throws InterruptedException, ExecutionException {
        var times = new ArrayList<Double>();
        for (int i = 0; i < BARE_ROUNDS; i++) {
            long begin = System.nanoTime();
            readBare(url, bare, queries);
            times.add((System.nanoTime() - begin) / 1e6);
        }
        return times;
    }

    private static void readBare(String url, CloseableHttpAsyncClient bare, int queries)
            throws InterruptedException, ExecutionException {
        List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
        for (int number = 0; number < queries; number++) {
            String query = URLEncoder.encode(query(number), StandardCharsets.UTF_8);
            SimpleHttpRequest request = SimpleRequestBuilder.get(url + "/api/v1/query?query=" + query)
                    .build();
            answers.add(bare.execute(request, null));
        }
        for (Future<SimpleHttpResponse> answer : answers) {
            String body = answer.get().getBodyText();
            if (!body.contains("\"" + NUMBER + "\"")) {
                throw new IllegalStateException("no number: " + body);
            }
        }
    }

    // ---- numbers

    private void add(String name, double value, String unit) {
        metrics.add(new Metric("prometheus-triggers", name, value, unit));
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }

    private static double max(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
