package io.scaler4j.exporter;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page and the dashboard name what is exported, all of it and nothing else. */
class MetricsDocumentationTest extends MetricsFixture {

    private static final Pattern NAME = Pattern.compile("scaler4j_\\w+");

    @Test
    void theTableOfThePageIsWhatIsExported() throws Exception {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build().start()) {
            planned.run();
            assertThat(MetricsPage.read().metrics())
                    .as("%s, name | type | labels | meaning", autoscaler)
                    .containsExactlyInAnyOrderElementsOf(
                            families().stream().map(this::row).toList());
        }
    }

    @Test
    void thePageNamesNothingElse() throws Exception {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build().start()) {
            planned.run();
            assertThat(namesIn(MetricsPage.read().text())).as("%s", autoscaler).isEqualTo(exported());
        }
    }

    @Test
    void theDashboardShowsAllThatIsExportedAndNothingElse() throws Exception {
        try (var autoscaler = autoscaler("orders", backlogTrigger()).build().start()) {
            planned.run();
            assertThat(namesIn(Dashboard.read().json().toString()))
                    .as("%s", autoscaler)
                    .isEqualTo(exported());
        }
    }

    private TreeSet<String> exported() {
        return families().stream().map(this::name).collect(toCollection(TreeSet::new));
    }

    private static TreeSet<String> namesIn(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }

    private String row(MetricFamilySamples family) {
        return Stream.of(
                        name(family),
                        family.type.name().toLowerCase(Locale.ROOT),
                        String.join(", ", family.samples.get(0).labelNames),
                        family.help)
                .collect(joining(" | "));
    }

    /** As it is queried, which for a counter is not the name of its family. */
    private String name(MetricFamilySamples family) {
        return family.samples.stream()
                .map(sample -> sample.name)
                .filter(name -> !name.endsWith("_created"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample of " + family.name));
    }
}
