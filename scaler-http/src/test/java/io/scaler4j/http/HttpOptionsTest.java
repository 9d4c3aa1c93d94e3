package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.spi.Option;
import io.scaler4j.spi.TriggerPlan;
import io.scaler4j.spi.TriggerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each option of a trigger of type {@code http}: what it takes, and the sentence for what it does not take. */
class HttpOptionsTest {

    private static final Map<String, String> REQUIRED =
            Map.of("interceptors", "interceptor.shop:9090", "route", "shop/web");

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "interceptors | http://a:1, b:2 ,[::1]:3",
                "interceptors | https://a.shop/queue",
                "route | *",
                "route | web",
                "route | a-b.c_d/E.9",
                "route | bücher/web",
                "scalingMetric | concurrency",
                "scalingMetric | requestRate",
                "targetValue | 0.001",
                "activationTargetValue | 0",
                "activationTargetValue | 2.5",
                "window | 1s",
                "window | 1h30m",
                "window | 27h",
                "window | 60000ms",
                "granularity | 1ms",
                "granularity | 1m",
                "timeout | 1ms",
                "timeout | 999999999h",
                "maxAge | 1h",
                "maxAge | 999999999h",
            })
    void anOptionTakes(String option, String value) {
        assertThat(plan(with(option, value))).isNotNull();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "interceptors | host:0 | address of an interceptor must be host:port or a URL",
                "interceptors | a:1,ftp://b | address of an interceptor must be host:port or a URL",
                "route | shop web | route must be the name of a route, such as shop/web, was \"shop web\"",
                "route | shop/web?x=1 | route must be the name of a route, such as shop/web",
                "route | http://a/b | an address belongs into interceptors",
                "scalingMetric | Concurrency | scalingMetric must be one of [concurrency, requestRate], was \"Concurrency\"",
                "targetValue | -1 | targetValue",
                "targetValue | many | targetValue",
                "targetValue | NaN | targetValue",
                "activationTargetValue | x | activationTargetValue",
                "window | 60 | window must be a duration such as 30s, 1m30s or 500ms, was \"60\"",
                "window | 1.5s | window must be a duration such as 30s",
                "window | -1s | window must be a duration such as 30s",
                "window | 1d | window must be a duration such as 30s",
                "window | 30s1m | window must be a duration such as 30s",
                "window | 0s | window must be a duration such as 30s",
                "window | 1234567890s | window must be a duration such as 30s",
                "window | 500ms | length must be at least the granularity (PT1S), was PT0.5S",
                "window | 169h | length must be at most 7 days, was PT169H",
                "granularity | 2m | length must be at least the granularity (PT2M), was PT1M",
                "timeout | soon | timeout must be a duration such as 30s, 1m30s or 500ms, was \"soon\"",
                "timeout | 0ms | timeout must be a duration such as 30s",
                "maxAge | P1D | maxAge must be a duration such as 30s",
            })
    void anOptionRefuses(String option, String value, String sentence) {
        assertThat(problems(with(option, value)))
                .as("%s=%s", option, value)
                .singleElement()
                .asString()
                .contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interceptors", "route"})
    void whatIsRequiredIsNamedIfItIsMissing(String option) {
        Map<String, String> options = new HashMap<>(REQUIRED);
        options.remove(option);
        assertThat(problems(options)).singleElement().asString().startsWith(option + " is missing");
        options.put(option, " ");
        assertThat(problems(options)).singleElement().asString().startsWith(option);
    }

    @ParameterizedTest(name = "{0} is called {1}")
    @CsvSource({
        "shop/web, false, http_web_concurrency",
        "shop/web, true, http_web_rate",
        "web, false, http_web_concurrency",
        "shop/a/b, true, http_a/b_rate",
        "*, false, http_*_concurrency",
    })
    void aMetricIsCalledAsTheAddOnCallsIt(String route, boolean isRate, String name) {
        assertThat(HttpScalerProvider.metricName(route, isRate)).isEqualTo(name);
    }

    @Test
    void theMetricTypeMakesATotalOfTheTarget() {
        TriggerPlan plan = new HttpScalerProvider()
                .plan(TriggerSpec.builder("http")
                        .metadata(with("targetValue", "40"))
                        .metricType("Value")
                        .build());
        assertThat(plan.metric().target()).isEqualTo(MetricTarget.value(40));
    }

    static List<String> names() {
        return new HttpScalerProvider().options().stream().map(Option::name).toList();
    }

    /** Whatever is wrong elsewhere, each option has its own sentence. */
    @ParameterizedTest
    @MethodSource("names")
    void aWrongOptionIsReportedBesideAllOthers(String option) {
        Map<String, String> wrong = new HashMap<>(Map.of(
                "interceptors", "host:0",
                "route", "a b",
                "scalingMetric", "x",
                "targetValue", "x",
                "activationTargetValue", "x",
                "window", "x",
                "granularity", "x",
                "timeout", "x",
                "maxAge", "x"));
        assertThat(problems(wrong)).hasSize(wrong.size());
        String said = option.equals("interceptors") ? "address of an interceptor" : option;
        assertThat(problems(wrong))
                .filteredOn(problem -> problem.startsWith(said))
                .hasSize(1);
        wrong.putAll(REQUIRED);
        wrong.keySet().retainAll(List.of("interceptors", "route", option));
        assertThat(problems(wrong)).hasSize(REQUIRED.containsKey(option) ? 0 : 1);
    }

    /** Equal plans share their polls, and a reload of the same options changes nothing. */
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "interceptors | other.shop:9090",
                "route | shop/api",
                "scalingMetric | requestRate",
                "targetValue | 99",
                "activationTargetValue | 1",
                "window | 2m",
                "granularity | 2s",
                "timeout | 2s",
                "maxAge | 46s",
            })
    void aPlanDiffersInEachOption(String option, String value) {
        assertThat(plan(with(option, value)))
                .isNotEqualTo(plan(REQUIRED))
                .isEqualTo(plan(with(option, value)))
                .hasSameHashCodeAs(plan(with(option, value)));
    }

    private static TriggerPlan plan(Map<String, String> options) {
        return new HttpScalerProvider()
                .plan(TriggerSpec.builder("http").metadata(options).build());
    }

    private static List<String> problems(Map<String, String> options) {
        var refused = catchThrowableOfType(InvalidConfigurationException.class, () -> plan(options));
        return refused == null ? List.of() : refused.problems();
    }

    private static Map<String, String> with(String option, String value) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.put(option, value);
        return all;
    }
}
