package io.scaler4j.scaledobject.check;

import java.util.List;
import java.util.OptionalInt;

/** Rules about Kafka triggers. */
final class LintKafka {

    static final LintRule MAX_ABOVE_PARTITIONS = new LintRule(
            "kafka-max-above-partitions",
            "more replicas than partitions",
            "A partition has one consumer of a group. Replicas beyond the partitions would be idle, so KEDA does not"
                    + " create them, and the maximum is never reached.");
    static final LintRule LATEST_WITH_ZERO = new LintRule(
            "kafka-latest-with-zero",
            "offsetResetPolicy latest with a minimum of 0",
            "A group without a commit begins at the end of the topic. What arrives while there are 0 replicas is then"
                    + " never read.");

    static final List<LintRule> RULES = List.of(MAX_ABOVE_PARTITIONS, LATEST_WITH_ZERO);

    private LintKafka() {}

    static void check(LintScaled scaled, LintTrigger trigger, LintFacts facts, LintReport report) {
        if (!trigger.type().equals("kafka") && !trigger.type().equals("apache-kafka")) {
            return;
        }
        OptionalInt partitions = facts.partitions(trigger.option("topic"));
        boolean idleConsumers = LintTrigger.isTrue(trigger.option("allowIdleConsumers"));
        if (partitions.isPresent()
                && !idleConsumers
                && scaled.areBoundsKnown()
                && scaled.most() > partitions.getAsInt()) {
            report.add(
                    MAX_ABOVE_PARTITIONS,
                    trigger.owner(),
                    scaled.has("maxReplicaCount") ? scaled.at("maxReplicaCount") : trigger.atOption("topic"),
                    "the topic " + trigger.option("topic") + " has " + partitions.getAsInt()
                            + " partitions, so the trigger never asks for " + scaled.most() + " replicas",
                    "set maxReplicaCount to " + partitions.getAsInt() + ", or add partitions");
        }
        if (trigger.option("offsetResetPolicy").equals("latest") && scaled.goesToZero()) {
            report.add(
                    LATEST_WITH_ZERO,
                    trigger.owner(),
                    trigger.atOption("offsetResetPolicy"),
                    "offsetResetPolicy is latest and the target may have 0 replicas: messages that arrive before the"
                            + " first commit are skipped",
                    "set offsetResetPolicy and the consumers' auto.offset.reset to earliest");
        }
    }
}
