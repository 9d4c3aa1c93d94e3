package io.scaler4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No case passes by not being looked at: with any one other expectation it fails, save those that the README names. */
class PerturbedVectorsTest {

    private static final Kinds KINDS = Kinds.all();
    private static List<Case> passing = List.of();

    @BeforeAll
    static void findThosePassing() {
        passing = VectorFile.builtIn().stream()
                .flatMap(file -> file.cases().stream())
                .filter(PerturbedVectorsTest::passes)
                .toList();
        assertThat(passing).hasSizeGreaterThan(100);
    }

    @Test
    void everyExpectationMattersButThese() {
        var ignored = new TreeSet<String>();
        for (Case one : passing) {
            one.expect().node().fieldNames().forEachRemaining(name -> {
                if (!fails(expecting(one, name, other(one.expect().node().get(name))))) {
                    ignored.add(one.kind() + " " + name);
                }
            });
        }
        assertThat(ignored)
                .containsExactlyInAnyOrder(
                        "behavior-stabilization historyReplicas",
                        "executor_decision active",
                        "executor_decision paused",
                        "executor_decision ready",
                        "fallback_metric fallbackCondition",
                        "formula_eval metricName",
                        "legacy-stabilization historyLength",
                        "legacy-stabilization historyReplicas",
                        "poll_state scalersRebuilt",
                        "reconcile conditions",
                        "redis.list.parse errorKind",
                        "redis.streams.parse errorKind",
                        "replicas-external-average-value averageValueMilli",
                        "replicas-object-average-value averageValueMilli",
                        "store-scale-event events");
    }

    @Test
    void anErrorIsNoResultAndAResultNoError() {
        assertThat(passing.stream().filter(one -> !expectsError(one)))
                .allMatch(one -> fails(expecting(one, "error", TextNode.valueOf("ANY"))));
        assertThat(passing.stream().filter(PerturbedVectorsTest::expectsError))
                .isNotEmpty()
                .allMatch(one -> fails(expecting(one, "error", null)));
    }

    private static boolean passes(Case one) {
        return KINDS.judge(one) instanceof Verdict.Passed;
    }

    private static boolean fails(Case one) {
        return KINDS.judge(one) instanceof Verdict.Failed;
    }

    private static boolean expectsError(Case one) {
        return one.expect().node().path("error").isTextual();
    }

    private static Case expecting(Case one, String name, JsonNode value) {
        ObjectNode node = one.node().deepCopy();
        ((ObjectNode) node.get("expect")).set(name, value);
        return new Case(one.id(), one.kind(), node);
    }

    /** Another value; an error's code may be any text, so it becomes no text. */
    private static JsonNode other(JsonNode value) {
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.booleanValue());
        }
        return value.isTextual() ? BooleanNode.TRUE : TextNode.valueOf("something else");
    }
}
