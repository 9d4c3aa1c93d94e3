package io.scaler4j.benchmarks;

import io.scaler4j.prometheus.PrometheusScaler;
import io.scaler4j.prometheus.PrometheusServer;
import io.scaler4j.testservers.PrometheusNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** {@code fleet-prometheus}: how long the reads of many autoscalers wait in the steady state, beside a bare call. */
final class FleetPrometheusSuite implements Suite {

    private static final long SEED = 20_260_105;
    private static final int NUMBER = 20;
    private static final int WARM_UP = 6;

    @Override
    public List<Metric> measure(boolean quick) {
        try (var node = PrometheusNode.scraping();
                var server =
                        PrometheusServer.builder().serverAddress(node.url()).build()) {
            return measure(node, server, quick ? 50 : 1_000, quick ? 5 : 100, quick ? 2 : 12);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<Metric> measure(
            PrometheusNode node, PrometheusServer server, int triggers, int queries, int rounds)
            throws InterruptedException {
        List<PrometheusScaler> scalers = IntStream.range(0, triggers)
                .mapToObj(number -> PrometheusScaler.builder()
                        .server(server)
                        .query("vector(" + NUMBER + ") + 0 * " + number % queries)
                        .build())
                .toList();
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var bareCall = HttpRequest.newBuilder(URI.create(node.url() + "/api/v1/query?query=vector(1)"))
                .build();
        var waits = new ReadWaits();
        double most = 0;
        try (var fleet = new TriggerFleet(scalers, NUMBER * 1_000L)) {
            fleet.start(SEED);
            for (int turn = -WARM_UP; turn < rounds; turn++) {
                TriggerFleet.untilThePart(0.5);
                fleet.nextRound();
                double before = PrometheusCounts.queries(node.url());
                TriggerFleet.untilThePart(0.4);
                TriggerFleet.Round round = fleet.nextRound();
                double requests = PrometheusCounts.queries(node.url()) - before;
                waits.callBare(turn >= 0 ? 20 : 5, () -> client.send(bareCall, HttpResponse.BodyHandlers.ofString()));
                if (turn >= 0) {
                    round.mustBeRight(triggers);
                    waits.add(round.waits());
                    most = Math.max(most, requests);
                }
            }
        }
        List<Metric> metrics = new ArrayList<>(waits.metrics("fleet-prometheus"));
        metrics.add(new Metric("fleet-prometheus", "requests-per-round", most, "requests"));
        return metrics;
    }
}
