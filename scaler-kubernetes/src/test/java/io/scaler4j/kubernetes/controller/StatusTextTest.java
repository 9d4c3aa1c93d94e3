package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaler4j.scaledobject.ScaledObjects;
import io.scaler4j.scaledobject.manifest.ScaledObject;
import io.scaler4j.spi.ScalerCatalog;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status as a function of what is known, with KEDA's conditions and reasons. */
class StatusTextTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FALLBACK = "fallback: {failureThreshold: 3, replicas: 5}";

    private final ScalerCatalog catalog = ScalerCatalog.of(new TestLoad());

    @AfterEach
    void close() {
        catalog.close();
    }

    /** An object with two triggers. */
    private Wanted wanted(String annotations, String more) {
        ScaledObjects read =
                ScaledObjects.reader().catalog(catalog).namespace("shop").parse("""
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: orders, namespace: shop, annotations: {%s}}
                        spec:
                          scaleTargetRef: {name: orders}
                          %s
                          triggers:
                          - {type: test-load, name: a, metadata: {load: one}}
                          - {type: test-load, name: b, metadata: {load: two}}
                        """.formatted(annotations, more));
        return new Wanted(
                (ScaledObject) read.objects().get(0), Optional.of(read.spec("shop/orders")), Optional.empty(), false);
    }

    private static TurnSummary turn(Map<String, Boolean> failing, boolean active, boolean cooling) {
        return new TurnSummary(Optional.empty(), Map.of("a", active, "b", false), failing, active, cooling);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static ObjectNode status(Wanted wanted, String before, TurnSummary turn, String problem) {
        return StatusText.of(new StatusText.Facts(
                wanted,
                json(before),
                Optional.ofNullable(turn),
                Optional.ofNullable(problem),
                OptionalInt.of(4),
                Instant.parse("2026-01-05T08:00:00.9Z")));
    }

    private static String condition(JsonNode status, String type) {
        JsonNode condition = StatusText.condition(status, type);
        return condition.path("status").asText() + " "
                + condition.path("reason").asText();
    }

    @Test
    void beforeItsFirstTurnAnObjectIsReadyAndNobodyKnowsWhetherItIsActive() {
        ObjectNode status = status(wanted("", ""), "{}", null, null);
        assertThat(condition(status, "Ready")).isEqualTo("True ScaledObjectReady");
        assertThat(condition(status, "Active")).isEqualTo("Unknown UnknownState");
        assertThat(condition(status, "Fallback")).isEqualTo("False NoFallbackFound");
        assertThat(condition(status, "Paused")).isEqualTo("False ScaledObjectUnpaused");
        assertThat(status.has("triggersActivity")).isFalse();
    }

    @Test
    void aMistakeIsInTheMessageOfReady() {
        ObjectNode status = status(wanted("", ""), "{}", turn(Map.of(), true, false), "maxReplicaCount is too small");
        assertThat(condition(status, "Ready")).isEqualTo("False ScaledObjectCheckFailed");
        assertThat(StatusText.condition(status, "Ready").path("message").asText())
                .isEqualTo("maxReplicaCount is too small");
        assertThat(condition(status, "Active")).isEqualTo("Unknown UnknownState");
    }

    @Test
    void aTargetThatCannotBeReadIsInTheMessageOfReady() {
        var turn =
                new TurnSummary(Optional.of("Deployment shop/orders does not exist"), Map.of(), Map.of(), false, false);
        ObjectNode status = status(wanted("", FALLBACK), "{}", turn, null);
        assertThat(condition(status, "Ready")).isEqualTo("False ErrorGettingCurrentReplicas");
        assertThat(StatusText.condition(status, "Ready").path("message").asText())
                .contains("does not exist");
        assertThat(status.has("health")).as("nothing is known of the triggers").isFalse();
    }

    @Test
    void oneTriggerThatFailsIsNotAllOfThem() {
        ObjectNode one = status(wanted("", ""), "{}", turn(Map.of("a", false), false, false), null);
        assertThat(condition(one, "Ready")).isEqualTo("Unknown PartialTriggerError");
        ObjectNode both = status(wanted("", ""), "{}", turn(Map.of("a", false, "b", false), false, false), null);
        assertThat(condition(both, "Ready")).isEqualTo("False TriggerError");
        assertThat(both.has("health")).as("only with a fallback, as in KEDA").isFalse();
    }

    @Test
    void healthSaysWhetherATriggerFailsAndWhetherItsFallbackIsUsed() {
        ObjectNode status = status(wanted("", FALLBACK), "{}", turn(Map.of("a", false), false, false), null);
        assertThat(status.path("health"))
                .isEqualTo(json("{'s0-load-one':{'numberOfFailures':1,'status':'Failing'},"
                        + "'s1-load-two':{'numberOfFailures':0,'status':'Happy'}}"));
        ObjectNode engaged = status(wanted("", FALLBACK), "{}", turn(Map.of("a", true), false, false), null);
        assertThat(engaged.path("health")
                        .path("s0-load-one")
                        .path("numberOfFailures")
                        .asInt())
                .isEqualTo(4);
        assertThat(condition(engaged, "Fallback")).isEqualTo("True FallbackExists");
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, True ScalerActive",
        "false, true, False ScalerCooldown",
        "false, false, False ScalerNotActive"
    })
    void activeSaysWhetherATriggerIsActiveOrTheCooldownRuns(boolean active, boolean cooling, String expected) {
        ObjectNode status = status(wanted("", ""), "{}", turn(Map.of(), active, cooling), null);
        assertThat(condition(status, "Active")).isEqualTo(expected);
        assertThat(status.path("triggersActivity"))
                .isEqualTo(json("{'s0-load-one':{'isActive':" + active + "},'s1-load-two':{'isActive':false}}"));
        assertThat(status.path("lastActiveTime").asText()).isEqualTo("2026-01-05T08:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"paused, true", "paused-replicas, 3", "paused-scale-in, true", "paused-scale-out, true"})
    void eachAnnotationThatPausesIsToldInPaused(String annotation, String value) {
        ObjectNode status = status(
                wanted("autoscaling.keda.sh/" + annotation + ": \"" + value + "\"", ""),
                "{}",
                turn(Map.of(), false, false),
                null);
        assertThat(condition(status, "Paused")).isEqualTo("True ScaledObjectPaused");
        assertThat(status.path("pausedReplicaCount").asInt(-1))
                .isEqualTo(annotation.equals("paused-replicas") ? 3 : -1);
    }

    @Test
    void aPausedCountGoesWithItsAnnotation() {
        ObjectNode status = status(wanted("", ""), "{'pausedReplicaCount':3}", null, null);
        assertThat(status.path("pausedReplicaCount").isNull()).isTrue();
        assertThat(StatusText.differs(json("{'pausedReplicaCount':3}"), status)).isTrue();
    }

    @Test
    void theFirstCountIsKeptForEver() {
        assertThat(status(wanted("", ""), "{}", null, null)
                        .path("originalReplicaCount")
                        .asInt())
                .isEqualTo(4);
        assertThat(status(wanted("", ""), "{'originalReplicaCount':0}", null, null)
                        .path("originalReplicaCount")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void itNamesTheTargetItsTriggersAndTheirMetrics() {
        ObjectNode status = status(wanted("", ""), "{}", null, null);
        assertThat(status.path("scaleTargetKind").asText()).isEqualTo("apps/v1.Deployment");
        assertThat(status.path("scaleTargetGVKR"))
                .isEqualTo(json("{'group':'apps','version':'v1','kind':'Deployment','resource':'deployments'}"));
        assertThat(status.path("externalMetricNames")).isEqualTo(json("['s0-load-one','s1-load-two']"));
        assertThat(status.path("resourceMetricNames")).isEmpty();
        assertThat(status.path("triggersTypes").asText()).isEqualTo("test-load");
        assertThat(status.has("compositeScalerName")).isFalse();
    }

    /** A write that only tells the time would be one for each turn and object. */
    @Test
    void anEqualStatusOfAnotherTimeIsNotWritten() {
        TurnSummary turn = turn(Map.of(), true, false);
        ObjectNode before = status(wanted("", ""), "{}", turn, null);
        ObjectNode later = StatusText.of(new StatusText.Facts(
                wanted("", ""),
                before,
                Optional.of(turn),
                Optional.empty(),
                OptionalInt.empty(),
                Instant.parse("2026-01-05T09:00:00Z")));
        assertThat(later.path("lastActiveTime")).isNotEqualTo(before.path("lastActiveTime"));
        assertThat(StatusText.differs(before, later)).isFalse();
        ObjectNode inactive = status(wanted("", ""), before.toString(), turn(Map.of(), false, false), null);
        assertThat(StatusText.differs(before, inactive)).isTrue();
    }
}
