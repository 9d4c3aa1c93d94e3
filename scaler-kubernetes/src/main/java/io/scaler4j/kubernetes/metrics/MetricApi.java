package io.scaler4j.kubernetes.metrics;

import io.scaler4j.config.Masking;
import io.scaler4j.kubernetes.api.LabelSelector;
import io.scaler4j.kubernetes.https.HttpAnswer;
import io.scaler4j.kubernetes.https.HttpRequest;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers the requests of the API: who may ask, what for, and what is found. Holds no thread. */
final class MetricApi {

    private static final List<String> ROOT = List.of("apis", MetricAnswers.GROUP, MetricAnswers.VERSION);
    private static final int SEGMENTS_OF_A_METRIC = ROOT.size() + 3;

    private final ServedMetrics metrics;
    private final Supplier<FrontProxy> proxy;
    private final InstantSource time;

    MetricApi(ServedMetrics metrics, Supplier<FrontProxy> proxy, InstantSource time) {
        this.metrics = metrics;
        this.proxy = proxy;
        this.time = time;
    }

    CompletionStage<HttpAnswer> answer(HttpRequest request) {
        List<String> path = request.path();
        Optional<String> refusal = FrontProxyCheck.refusal(request, proxy.get());
        if (refusal.isPresent()) {
            return CompletableFuture.completedStage(
                    MetricAnswers.status(HttpURLConnection.HTTP_UNAUTHORIZED, "Unauthorized", refusal.get()));
        }
        if (!request.method().equals("GET")) {
            return CompletableFuture.completedStage(MetricAnswers.status(
                    HttpURLConnection.HTTP_BAD_METHOD, "MethodNotAllowed", "metrics can only be read"));
        }
        return path.size() == SEGMENTS_OF_A_METRIC
                        && path.subList(0, ROOT.size()).equals(ROOT)
                        && path.get(ROOT.size()).equals("namespaces")
                ? values(request, path.get(ROOT.size() + 1), path.get(ROOT.size() + 2))
                : CompletableFuture.completedStage(discovery(path));
    }

    private static HttpAnswer discovery(List<String> path) {
        if (path.equals(ROOT)) {
            return MetricAnswers.resources();
        }
        if (path.equals(ROOT.subList(0, 2))) {
            return MetricAnswers.group();
        }
        return path.equals(ROOT.subList(0, 1))
                ? MetricAnswers.groups()
                : MetricAnswers.notFound("the server could not find the requested resource");
    }

    private CompletionStage<HttpAnswer> values(HttpRequest request, String namespace, String name) {
        LabelSelector selector;
        try {
            selector = LabelSelector.parse(request.parameter("labelSelector").orElse(""));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(MetricAnswers.status(
                    HttpURLConnection.HTTP_BAD_REQUEST, "BadRequest", String.valueOf(e.getMessage())));
        }
        List<MetricSource> found = metrics.find(namespace, name, selector);
        if (found.isEmpty()) {
            return CompletableFuture.completedStage(MetricAnswers.notFound("there is no external metric "
                    + Masking.quote(name) + " in namespace " + Masking.quote(namespace) + " with these labels"));
        }
        Instant now = time.instant();
        List<CompletableFuture<MetricAnswers.Item>> items = found.stream()
                .map(source -> source.read(now)
                        .thenApply(read -> new MetricAnswers.Item(source.metric(), read))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(items.toArray(CompletableFuture[]::new))
                .thenApply(all -> MetricAnswers.values(
                        items.stream().map(CompletableFuture::join).toList()));
    }
}
