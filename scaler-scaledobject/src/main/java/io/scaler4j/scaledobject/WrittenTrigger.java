package io.scaler4j.scaledobject;

import io.scaler4j.config.Problems;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.spi.TriggerSpec;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A trigger whose options are to be written.
 *
 * @param spec the options
 * @param authenticationRef empty for none
 */
record WrittenTrigger(TriggerSpec spec, String authenticationRef) {

    Node.Mapping write(MetricSpec metric, boolean resource, Problems problems) {
        String label = "trigger \"" + spec.name() + "\" (" + spec.type() + ")";
        problems.check(
                spec.authenticationParameters().isEmpty() || !authenticationRef.isEmpty(),
                label + " needs the name of a TriggerAuthentication with "
                        + new TreeSet<>(spec.authenticationParameters())
                        + ", because no secret is written; give it as the second argument of trigger(..)");
        problems.check(
                metric.tolerance().isEmpty() || spec.type().equals("cron"),
                label + " must not have its own tolerance; set it with tolerance(..) of scaleUp and scaleDown");
        problems.check(
                resource == metric.isAbstaining(),
                label + (resource ? " must abstain" : " must not abstain")
                        + " from activation; in KEDA cpu and memory do, and no other trigger does");
        boolean ownRule = spec.type().equals("cron")
                && !spec.metadata().getOrDefault("rule", "lastEvent").equals("nextEvent");
        problems.check(!ownRule, label + " must have the rule nextEvent, which is KEDA's; set rule to nextEvent");
        var trigger = new MappingBuilder().put("type", spec.type()).put("name", spec.name());
        if (!spec.metricType().isEmpty()) {
            trigger.put("metricType", spec.metricType());
        }
        var metadata = new MappingBuilder();
        new TreeMap<>(spec.metadata()).forEach(metadata::put);
        trigger.put("metadata", metadata);
        if (!authenticationRef.isEmpty()) {
            trigger.put("authenticationRef", new MappingBuilder().put("name", authenticationRef));
        }
        return trigger.build();
    }
}
