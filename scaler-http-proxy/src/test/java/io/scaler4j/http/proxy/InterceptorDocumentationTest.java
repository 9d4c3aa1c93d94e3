package io.scaler4j.http.proxy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page and the dashboard name what there is, all of it and nothing else. */
class InterceptorDocumentationTest {

    private static final Pattern METRIC = Pattern.compile("scaler4j_http_[a-z_]+?(?=_bucket|_sum|_count|[^a-z_])");
    private static final Path DOCS = Path.of("../docs");

    @Test
    void theTableOfMetricsIsWhatIsExported() throws IOException {
        String page = Files.readString(DOCS.resolve("http.md"));
        List<String> rows = page.lines()
                .filter(line -> line.startsWith("| `scaler4j_http_"))
                .toList();
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(families().stream()
                        .map(InterceptorDocumentationTest::row)
                        .toList());
    }

    @Test
    void theDashboardShowsAllMetricsAndNothingElse() throws IOException {
        assertThat(namesIn(Files.readString(DOCS.resolve("http-dashboard.json"))))
                .isEqualTo(families().stream()
                        .map(InterceptorDocumentationTest::name)
                        .collect(toCollection(TreeSet::new)));
    }

    @Test
    void thePageHasTheReasonOfEachAnswerThatAClientCanGet() throws IOException {
        String page = Files.readString(DOCS.resolve("http.md"));
        assertThat(Arrays.stream(OwnAnswer.values())
                        .filter(answer -> answer != OwnAnswer.UNKNOWN_PORT)
                        .map(answer -> "`" + answer.reason() + "`"))
                .allSatisfy(reason -> assertThat(page).contains(reason));
    }

    @Test
    void thePageHasEachLimit() throws IOException {
        String page = Files.readString(DOCS.resolve("http.md"));
        assertThat(InterceptorLimits.class.getRecordComponents())
                .allSatisfy(limit -> assertThat(page).contains("`" + limit.getName() + "`"));
    }

    private static List<MetricFamilySamples> families() {
        var registry = new CollectorRegistry();
        try (var metrics = InterceptorMetrics.register(registry);
                var interceptor = HttpInterceptor.builder().build()) {
            interceptor.tracker().counter("shop/web");
            metrics.follow(interceptor);
            metrics.onExchange(Exchanges.held("shop/web", Outcome.HELD_READY, 200));
            return Collections.list(registry.metricFamilySamples());
        }
    }

    private static String row(MetricFamilySamples family) {
        return Stream.of(
                        "`" + name(family) + "`",
                        family.type.name().toLowerCase(Locale.ROOT),
                        labels(family),
                        family.help)
                .collect(joining(" | ", "| ", " |"));
    }

    private static String name(MetricFamilySamples family) {
        return family.name + (family.type.name().equals("COUNTER") ? "_total" : "");
    }

    private static String labels(MetricFamilySamples family) {
        return family.samples.get(0).labelNames.stream()
                .filter(label -> !label.equals("le"))
                .collect(joining(", "));
    }

    private static Set<String> namesIn(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }
}
