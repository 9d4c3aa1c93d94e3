package io.scaler4j.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaler4j.scaledobject.SecretRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a container finds in its environment, as far as it is known before there is a pod. */
class ContainerEnvironmentTest {

    private static final Map<SecretRef, Map<String, String>> OBJECTS = Map.of(
            SecretRef.secret("shop", "db", ""), Map.of("USER", "orders", "PASSWORD", "secret"),
            SecretRef.configMap("shop", "kafka", ""), Map.of("brokers", "k1:9092"));

    private static JsonNode pod(String containers) throws Exception {
        return new ObjectMapper().readTree("{\"containers\": [" + containers + "]}");
    }

    private static Map<String, String> variables(String env) throws Exception {
        return ContainerEnvironment.of(pod("{\"name\": \"app\", " + env + "}"), "")
                .variables("shop", ContainerEnvironmentTest::all);
    }

    private static Map<String, String> all(SecretRef ref) {
        return OBJECTS.getOrDefault(new SecretRef(ref.kind(), ref.namespace(), ref.name(), ""), Map.of());
    }

    @Test
    void valuesSecretsAndConfigMapsAreFound() throws Exception {
        assertThat(variables("""
                "env": [
                  {"name": "PLAIN", "value": "text"},
                  {"name": "EMPTY"},
                  {"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "db", "key": "PASSWORD"}}},
                  {"name": "BROKERS", "valueFrom": {"configMapKeyRef": {"name": "kafka", "key": "brokers"}}},
                  {"name": "WHERE", "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}}]"""))
                .containsOnly(
                        Map.entry("PLAIN", "text"),
                        Map.entry("EMPTY", ""),
                        Map.entry("KEY", "secret"),
                        Map.entry("BROKERS", "k1:9092"),
                        Map.entry("WHERE", "shop"));
    }

    /** So the trigger says that its variable cannot be found; a guess would measure something else. */
    @Test
    void whatOnlyAPodKnowsAndWhatDoesNotExistIsLeftOut() throws Exception {
        assertThat(variables("""
                "env": [
                  {"name": "NODE", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}},
                  {"name": "CPU", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}},
                  {"name": "NO_KEY", "valueFrom": {"secretKeyRef": {"name": "db", "key": "other"}}},
                  {"name": "NO_MAP", "valueFrom": {"configMapKeyRef": {"name": "none", "key": "brokers"}}}]""")).isEmpty();
    }

    @Test
    void wholeSecretsComeFirstAndWithTheirPrefix() throws Exception {
        assertThat(variables("""
                "envFrom": [{"secretRef": {"name": "db"}, "prefix": "DB_"}, {"configMapRef": {"name": "kafka"}}],
                "env": [{"name": "brokers", "value": "own:1"}]"""))
                .containsOnly(
                        Map.entry("DB_USER", "orders"),
                        Map.entry("DB_PASSWORD", "secret"),
                        Map.entry("brokers", "own:1"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "$(HOST):9092, kafka:9092",
        "$(HOST)$(PORT), kafka$(PORT)",
        "$$(HOST), $(HOST)",
        "$HOST, $HOST",
        "a$(LATER)b, a$(LATER)b",
        "$(, $("
    })
    void aValueMayNameVariablesBeforeIt(String written, String value) throws Exception {
        assertThat(variables("\"env\": [{\"name\": \"HOST\", \"value\": \"kafka\"}, {\"name\": \"X\", \"value\": \""
                        + written + "\"}, {\"name\": \"LATER\", \"value\": \"no\"}]"))
                .containsEntry("X", value);
    }

    @Test
    void theContainerIsTheFirstOrTheOneThatIsNamed() throws Exception {
        JsonNode pod = pod("{\"name\": \"app\", \"env\": [{\"name\": \"A\", \"value\": \"1\"}]},"
                + "{\"name\": \"side\", \"env\": [{\"name\": \"A\", \"value\": \"2\"}]}");
        assertThat(ContainerEnvironment.of(pod, "").variables("shop", ContainerEnvironmentTest::all))
                .containsEntry("A", "1");
        assertThat(ContainerEnvironment.of(pod, "side").variables("shop", ContainerEnvironmentTest::all))
                .containsEntry("A", "2");
        assertThat(ContainerEnvironment.of(pod, "none").variables("shop", ContainerEnvironmentTest::all))
                .isEmpty();
    }

    @Test
    void onlyWhatIsNamedIsRead() throws Exception {
        var environment = ContainerEnvironment.of(pod("""
                    {"name": "app", "envFrom": [{"secretRef": {"name": "db"}}],
                     "env": [{"name": "B", "valueFrom": {"configMapKeyRef": {"name": "kafka", "key": "brokers"}}},
                             {"name": "P", "value": "1"}]}"""), "");
        assertThat(environment.refs("shop"))
                .containsExactly(SecretRef.secret("shop", "db", ""), SecretRef.configMap("shop", "kafka", "brokers"));
        assertThat(environment).hasToString("the environment of container app");
    }
}
