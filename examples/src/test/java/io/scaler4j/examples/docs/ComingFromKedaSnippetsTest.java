package io.scaler4j.examples.docs;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ReadRequest;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Trigger;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Fallback;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.policy.ScalingRules;
import io.scaler4j.spi.ScalerCatalog;
import io.scaler4j.spi.TriggerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The blocks of docs/coming-from-keda.md, compiled and run. What they decide is compared with the arithmetic of KEDA
 * and the HPA, each step worked out in a comment.
 */
class ComingFromKedaSnippetsTest extends DecidedTurns {

    private static final String BROKERS = "127.0.0.1:1";
    private static final Reading DOWN = Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "broker is down");

    private final ScalerCatalog catalog = ScalerCatalog.load();

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    // ---- a worker on Kafka

    static final ScalingPolicy BILLING = ScalingPolicy.likeKeda()
            .replicas(0, 20) // minReplicaCount, maxReplicaCount
            .cooldown(ofSeconds(120)) // cooldownPeriod
            .build();

    static Trigger billingLag(ScalerCatalog catalog, String brokers) {
        return catalog.open(TriggerSpec.builder("kafka") // type
                        .name("lag")
                        .metadata(Map.of( // metadata, as it is
                                "bootstrapServers", brokers,
                                "consumerGroup", "billing",
                                "topic", "orders",
                                "lagThreshold", "50",
                                "activationLagThreshold", "5"))
                        .build())
                .fallback(Fallback.replicas(6).afterFailures(3)); // fallback
    }

    static Autoscaler billing(ScaleTarget workers, ScalerCatalog catalog, String brokers) {
        return Autoscaler.builder("billing") // metadata.name
                .target(workers) // scaleTargetRef
                .policy(BILLING)
                .trigger(billingLag(catalog, brokers))
                .interval(ofSeconds(15)) // the HPA's period
                .idleInterval(ofSeconds(30)) // pollingInterval
                .build();
    }

    @Test
    void theWorkerGrowsAndSleepsAsKedaLetsIt() {
        var lag = billingLag(catalog, BROKERS);
        try (var scaler = lag.scaler()) {
            assertThat(decide(ofSeconds(0), BILLING, lag.measure(Reading.of(5))))
                    .as("5 is not above the activation threshold of 5")
                    .isZero();
            assertThat(decide(ofSeconds(30), BILLING, lag.measure(Reading.of(740))))
                    .as("KEDA activates to max(1, min)")
                    .isEqualTo(1);
            // ceil(740 / 50) = 15; without a behavior the HPA grows to max(2 * current, 4) per turn
            assertThat(List.of(
                            decide(ofSeconds(15), BILLING, lag.measure(Reading.of(740))),
                            decide(ofSeconds(15), BILLING, lag.measure(Reading.of(740))),
                            decide(ofSeconds(15), BILLING, lag.measure(Reading.of(740))),
                            decide(ofSeconds(15), BILLING, lag.measure(Reading.of(2000)))))
                    .as("max(2, 4), 2 * 4, 15 < 2 * 8, ceil(2000 / 50) = 40 > 20")
                    .containsExactly(4, 8, 15, 20);
            assertThat(everyFifteenSeconds(8, BILLING, lag.measure(Reading.of(0))))
                    .as("120 s after the last active poll the cooldown is not over; the HPA's window of 300 s holds 20")
                    .containsOnly(20);
            assertThat(decide(ofSeconds(15), BILLING, lag.measure(Reading.of(0))))
                    .as("135 s > cooldownPeriod")
                    .isZero();
            assertThat(scaler).asString().contains("billing", "orders");
        }
    }

    @Test
    void theWorkersFallbackEngagesAtTheFourthFailure() {
        var lag = billingLag(catalog, BROKERS);
        try (var scaler = lag.scaler()) {
            count = 2;
            decide(ofSeconds(0), BILLING, lag.measure(Reading.of(100)));
            // failureThreshold 3: three failures hold; then 6 replicas, as a metric of 6 * 50, at most max(2 * 2, 4) at
            // once
            assertThat(everyFifteenSeconds(5, BILLING, lag.measure(DOWN))).containsExactly(2, 2, 2, 4, 6);
            assertThat(scaler).isNotNull();
        }
    }

    @Test
    void theWorkersAutoscalerIsBuiltFromItsParts() {
        try (var autoscaler = billing(ScaleTarget.of(() -> 0, replicas -> {}), catalog, BROKERS)) {
            assertThat(autoscaler).hasToString("autoscaler billing");
        }
    }

    // ---- a web service on Prometheus and the calendar

    static final ScalingPolicy WEB = ScalingPolicy.likeKeda()
            .replicas(2, 30) // minReplicaCount, maxReplicaCount
            .scaleDown(ScalingRules.builder() // advanced.horizontalPodAutoscalerConfig.behavior.scaleDown
                    .stabilizationWindow(ofSeconds(120)) // stabilizationWindowSeconds
                    .percent(25, ofSeconds(60)) // type: Percent, value, periodSeconds
                    .build())
            .build();

    static Trigger requests(ScalerCatalog catalog) {
        return catalog.open(TriggerSpec.builder("prometheus")
                .name("requests")
                .metadata(Map.of(
                        "serverAddress", "http://prometheus:9090",
                        "query", "sum(rate(http_requests_total{app=\"web\"}[2m]))",
                        "threshold", "100"))
                .build());
    }

    static Trigger officeHours(ScalerCatalog catalog) {
        return catalog.open(TriggerSpec.builder("cron")
                .name("office hours")
                .metadata(Map.of(
                        "timezone", "Europe/Berlin",
                        "start", "0 8 * * 1-5",
                        "end", "0 18 * * 1-5",
                        "desiredReplicas", "10"))
                .build());
    }

    static Autoscaler web(ScaleTarget pods, ScalerCatalog catalog) {
        return Autoscaler.builder("web")
                .target(pods)
                .policy(WEB)
                .trigger(requests(catalog))
                .trigger(officeHours(catalog))
                .build();
    }

    @Test
    void theWebServiceFollowsItsRequestsUnderTheBehavior() throws Exception {
        count = 2;
        assertThat(web(ofSeconds(0), 200)).as("2 * 100, before 08:00").isEqualTo(2);
        // ceil(1450 / 100) = 15; a behavior without scaleUp has the defaults: 4 pods or 100 % per 15 s, whichever is
        // more
        assertThat(List.of(web(ofSeconds(15), 1450), web(ofSeconds(15), 1450), web(ofSeconds(15), 1450)))
                .as("2 + 4, 2 * 6, 15 < 2 * 12")
                .containsExactly(6, 12, 15);
        assertThat(List.of(web(ofSeconds(60), 0), web(ofSeconds(45), 0)))
                .as("the window of 120 s still sees 15")
                .containsOnly(15);
        // then floor(15 * 0.75) = 11, floor(11 * 0.75) = 8, 6, 4, 3, 2: one step per 60 s
        assertThat(List.of(
                        web(ofSeconds(30), 0),
                        web(ofSeconds(60), 0),
                        web(ofSeconds(60), 0),
                        web(ofSeconds(60), 0),
                        web(ofSeconds(60), 0),
                        web(ofSeconds(60), 0),
                        web(ofSeconds(60), 0)))
                .containsExactly(11, 8, 6, 4, 3, 2, 2);
    }

    @Test
    void theWebServiceHasItsReplicasInOfficeHours() throws Exception {
        count = 2;
        now = Instant.parse("2026-01-05T06:59:45Z");
        assertThat(web(ofSeconds(0), 100)).as("07:59:45 in Berlin").isEqualTo(2);
        assertThat(List.of(web(ofSeconds(15), 100), web(ofSeconds(15), 100)))
                .as("from 08:00 on the calendar asks for 10: 2 + 4, then 10 < 2 * 6")
                .containsExactly(6, 10);
        assertThat(web(ofSeconds(15), 1250))
                .as("the larger recommendation wins")
                .isEqualTo(13);
    }

    private int web(Duration later, double rate) throws Exception {
        var requests = requests(catalog);
        var office = officeHours(catalog);
        try (var ofRequests = requests.scaler();
                var calendar = office.scaler()) {
            assertThat(ofRequests).isNotNull();
            Reading hours = calendar.read(ReadRequest.of(now.plus(later), ofSeconds(1)));
            return decide(later, WEB, requests.measure(Reading.of(rate)), office.measure(hours));
        }
    }

    @Test
    void theWebServicesAutoscalerIsBuiltFromItsParts() {
        try (var autoscaler = web(ScaleTarget.of(() -> 2, replicas -> {}), catalog)) {
            assertThat(autoscaler).hasToString("autoscaler web");
        }
    }
}
