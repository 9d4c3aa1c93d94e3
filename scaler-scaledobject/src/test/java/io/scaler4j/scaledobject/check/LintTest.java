package io.scaler4j.scaledobject.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.scaledobject.manifest.Manifests;
import io.scaler4j.scaledobject.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What findings say, how files ignore rules, and what is left alone. */
class LintTest extends LintFixture {

    private static final String GOOD = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata:
              name: orders
              namespace: shop
            spec:
              scaleTargetRef:
                name: orders
              cooldownPeriod: 300
              maxReplicaCount: 12
              triggers:
              - type: kafka
                metadata:
                  bootstrapServers: kafka:9092
                  consumerGroup: orders
                  topic: orders
                  lagThreshold: "50"
                  activationLagThreshold: "5"
                authenticationRef:
                  name: kafka
              - type: cron
                metadata:
                  timezone: Europe/Berlin
                  start: 0 6 * * 1-5
                  end: 0 20 * * 1-5
                  desiredReplicas: "4"
              fallback:
                failureThreshold: 3
                replicas: 6
              advanced:
                horizontalPodAutoscalerConfig:
                  behavior:
                    scaleDown:
                      stabilizationWindowSeconds: 120
                      policies:
                      - {type: Percent, value: 50, periodSeconds: 60}
            """;

    @Test
    void aGoodObjectHasNoFindings() {
        assertThat(lint(GOOD)).isEmpty();
    }

    @Test
    void aFindingHasThePlaceTheReasonAndAWayOut() {
        Finding finding = lint(GOOD.replace("  cooldownPeriod", "  minReplicaCount: 2\n  cooldownPeriod")
                        .replace("      activationLagThreshold: \"5\"\n", ""))
                .get(0);
        assertThat(finding.severity()).isEqualTo(Finding.Severity.LINT);
        assertThat(finding.object()).isEqualTo("ScaledObject orders");
        assertThat(finding)
                .hasToString(
                        "a.yaml:10:3: LINT cooldown-without-effect: cooldownPeriod has no effect: minReplicaCount is 2,"
                                + " so the target never goes to 0; leave it out; to scale down later set"
                                + " behavior.scaleDown.stabilizationWindowSeconds");
    }

    @Test
    void findingsStandInTheOrderOfTheFile() {
        String text = GOOD.replace("  maxReplicaCount: 12\n", "  minReplicaCount: 1\n  pollingInterval: 5\n");
        assertThat(rules(text))
                .containsExactly(
                        "max-not-set",
                        "cooldown-without-effect",
                        "polling-without-effect",
                        "activation-without-effect");
    }

    @Test
    void anAnnotationIgnoresRulesForItsObjectOnly() {
        String text = "kind: ScaledObject\nmetadata:\n  annotations:\n    scaler4j.io/lint-ignore: max-not-set,other\n"
                + "spec: {minReplicaCount: 1}\n---\nkind: ScaledObject\nspec: {minReplicaCount: 1}\n";
        assertThat(lint(text)).extracting(finding -> finding.position().line()).containsExactly(8);
    }

    @Test
    void aCommentIgnoresARuleOnItsLineAndAboveIt() {
        String field =
                "kind: ScaledObject\nspec:\n  maxReplicaCount: 2\n  minReplicaCount: 1\n%s  cooldownPeriod: 9%s\n";
        assertThat(rules(String.format(field, "", ""))).containsExactly("cooldown-without-effect");
        assertThat(rules(String.format(field, "", " # scaler4j: ignore cooldown-without-effect")))
                .isEmpty();
        assertThat(rules(String.format(field, "  # scaler4j: ignore a, cooldown-without-effect\n", "")))
                .isEmpty();
        assertThat(rules(String.format(field, "  # scaler4j: ignore min-equals-max\n", "")))
                .containsExactly("cooldown-without-effect");
        assertThat(rules(String.format(field, "# scaler4j: ignore cooldown-without-effect\n\n", "")))
                .as("a line in between")
                .containsExactly("cooldown-without-effect");
    }

    @Test
    void aCommentBehindAFieldDoesNotReachTheNextLine() {
        assertThat(rules("kind: ScaledObject\nspec:\n  maxReplicaCount: 2\n  minReplicaCount: 1 # scaler4j: ignore"
                        + " cooldown-without-effect\n  cooldownPeriod: 9\n"))
                .containsExactly("cooldown-without-effect");
    }

    @Test
    void withoutItsTextAFileIgnoresNothingByComments() {
        String text = "kind: ScaledObject\n# scaler4j: ignore max-not-set\nspec: {}\n";
        assertThat(lint(text)).isEmpty();
        assertThat(LINT.check(
                        Manifests.of(YamlReader.read(text, "a.yaml").documents())
                                .manifests(),
                        LintFacts.none()))
                .hasSize(1);
    }

    @Test
    void whatIsInvalidIsLeftToOtherChecks() {
        assertThat(rules(
                        "kind: ScaledObject\nspec:\n  minReplicaCount: many\n  maxReplicaCount: [1]\n  cooldownPeriod: 5\n"
                                + "  idleReplicaCount: x\n  triggers: {type: kafka}\n  advanced: 7\n  fallback: 3\n"))
                .isEmpty();
        assertThat(rules("kind: ScaledObject")).containsExactly("max-not-set");
        assertThat(rules("kind: HorizontalPodAutoscaler\nspec: {metrics: 3, behavior: [a]}"))
                .isEmpty();
    }

    @Test
    void aBoundThatIsNullIsAbsentAsForTheApiServer() {
        assertThat(rules(GOOD.replace(
                        "  cooldownPeriod", "  idleReplicaCount: null\n  minReplicaCount: ~\n  cooldownPeriod")))
                .isEmpty();
        assertThat(rules(GOOD.replace("  cooldownPeriod: 300", "  idleReplicaCount: null\n  cooldownPeriod: 900")
                        .replace("          stabilizationWindowSeconds: 120\n", "")))
                .as("a rule that needs the bounds")
                .contains("cooldown-is-not-a-window");
        assertThat(rules("kind: ScaledObject\nspec: {minReplicaCount: 1, maxReplicaCount: null, cooldownPeriod: null}"))
                .containsExactly("max-not-set");
    }

    @Test
    void aFindingShowsNoPassword() {
        String text = "kind: ScaledObject\nspec:\n  maxReplicaCount: 3\n  triggers:\n  - type: redis\n    metadata:\n"
                + "      address: redis:6379\n      listName: x\n      pasword: hunter2secret\n";
        assertThat(lint(text))
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding.toString())
                        .doesNotContain("hunter2secret")
                        .contains("did you mean password?"));
    }

    @Test
    void optionsOfUnknownTypesAreNotLookedAt() {
        String text = "kind: ScaledObject\nspec:\n  maxReplicaCount: 3\n  triggers:\n  - type: own\n    metadata:\n"
                + "      lagTreshold: x\n";
        assertThat(rules(text)).isEmpty();
        assertThat(rules(text.replace("own", "kafka"))).containsExactly("unknown-option");
        assertThat(new Lint(List.of())
                        .check(
                                Manifests.of(YamlReader.read(text.replace("own", "kafka"), "")
                                                .documents())
                                        .manifests(),
                                LintFacts.none()))
                .isEmpty();
    }

    @Test
    void variablesOfAContainerAreNoPlaceholders() {
        String job = "kind: ScaledJob\nspec: {maxReplicaCount: 3, jobTargetRef: {command: [$(NAME)]}, triggers: [%s]}";
        assertThat(rules(String.format(job, ""))).isEmpty();
        assertThat(rules(String.format(job, "{type: redis, metadata: {listName: $(NAME)}}")))
                .containsExactly("placeholder-left");
    }

    @Test
    void anActivationThresholdIsComparedOnlyWhereItHasAnEffect() {
        String text = "kind: ScaledObject\nspec:\n  maxReplicaCount: 3\n  minReplicaCount: %d\n  triggers:\n"
                + "  - {type: redis, metadata: {listName: x, activationListLength: \"9\"}}\n";
        assertThat(rules(String.format(text, 0))).containsExactly("activation-at-or-above-target");
        assertThat(rules(String.format(text, 1))).containsExactly("activation-without-effect");
    }

    @Test
    void anUnknownOptionGetsTheNearestOneAsAQuestion() {
        assertThat(lint("kind: ScaledObject\nspec:\n  maxReplicaCount: 3\n  triggers:\n  - type: kafka\n    metadata:\n"
                                + "      consumer_group: orders\n")
                        .get(0)
                        .wayOut())
                .isEqualTo("did you mean consumerGroup?");
    }

    @Test
    void variablesOfTheEnvironmentAreOptions() {
        assertThat(rules(
                        "kind: ScaledObject\nspec:\n  maxReplicaCount: 3\n  triggers:\n  - type: redis\n    metadata:\n"
                                + "      addressFromEnv: REDIS\n      listName: x\n      listNameFromEnv: y\n"))
                .containsExactly("unknown-option");
    }

    @Test
    void anHpaBesideAScaledObjectIsLintOnlyIfItOptedOut() {
        String both =
                "kind: ScaledObject\nmetadata: {name: a}\nspec: {scaleTargetRef: {name: x}, maxReplicaCount: 3}\n---\n"
                        + "kind: HorizontalPodAutoscaler\nmetadata:\n  name: b\n  annotations:\n"
                        + "    validations.keda.sh/hpa-ownership: \"%s\"\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: x}}\n";
        assertThat(rules(String.format(both, "true"))).isEmpty();
        assertThat(rules(String.format(both, "false"))).containsExactly("several-autoscalers-for-target");
    }

    @Test
    void aTopicWithFewerPartitionsThanReplicasIsFoundUnlessConsumersMayIdle() {
        var facts = LintFacts.none().partitions("orders", 6);
        assertThat(lint(GOOD, facts)).extracting(Finding::rule).containsExactly("kafka-max-above-partitions");
        assertThat(lint(GOOD.replace("      topic", "      allowIdleConsumers: \"true\"\n      topic"), facts))
                .isEmpty();
        assertThat(lint(GOOD, LintFacts.none().partitions("orders", 12))).isEmpty();
        assertThatThrownBy(() -> LintFacts.none().partitions("orders", 0)).hasMessageContaining("at least 1");
    }

    @Test
    void strayTypesAndPlaceholdersAreFoundWhereverTheyStand() {
        for (String text : List.of(
                "{{ .Values.name }}",
                "x-{{a}}",
                "${NAME}",
                "$(NAME)",
                "a$__interval",
                "<your-queue>",
                "CHANGE_ME",
                "__NAME__",
                "%(name)s",
                "@@NAME@@")) {
            assertThat(LintTexts.isPlaceholder(text)).as(text).isTrue();
        }
        for (String text : List.of(
                "a < b and c > d",
                "sum(rate(x[2m]))",
                "100%",
                "a__b",
                "todo-list",
                "$1",
                "{a=\"b\"}",
                "{",
                "$",
                "a @ end",
                "1 <2> 3")) {
            assertThat(LintTexts.isPlaceholder(text)).as(text).isFalse();
        }
    }
}
