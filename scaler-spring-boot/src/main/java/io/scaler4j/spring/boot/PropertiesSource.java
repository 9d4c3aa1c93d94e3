package io.scaler4j.spring.boot;

import static io.scaler4j.spring.boot.PolicyConversion.set;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.config.Problems;
import io.scaler4j.metric.MetricTarget;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.Control;
import io.scaler4j.policy.MetricSpec;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.registry.AutoscalerSpecBuilder;
import io.scaler4j.spi.TriggerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The autoscalers of {@code scaler4j.autoscalers}. */
final class PropertiesSource implements CandidateSource {

    private final Map<String, AutoscalerProperties> autoscalers;
    private final TriggerConversion triggers;
    private final NamedBeans beans;

    PropertiesSource(Map<String, AutoscalerProperties> autoscalers, TriggerConversion triggers, NamedBeans beans) {
        this.autoscalers = autoscalers;
        this.triggers = triggers;
        this.beans = beans;
    }

    @Override
    public List<Candidate> read(Problems problems) {
        var found = new ArrayList<Candidate>();
        autoscalers.forEach((name, given) -> {
            String place = ScalerProperties.PREFIX + ".autoscalers." + name;
            int before = problems.sentences().size();
            Optional<AutoscalerSpec> spec = spec(name, given, new SentenceCollector(problems, place));
            if (spec.isPresent() && problems.sentences().size() == before) {
                String target = given.target() == null ? name : given.target();
                found.add(new Candidate(place + ".target", spec.get(), List.of(target), given.target() != null));
            }
        });
        return found;
    }

    /** A part that is wrong has a stand-in, so that everything else is checked, too. */
    private Optional<AutoscalerSpec> spec(String name, AutoscalerProperties given, SentenceCollector problems) {
        AutoscalerSpecBuilder builder = AutoscalerSpec.builder(name);
        builder.policy(PolicyConversion.policy(given.policy(), problems.at(".policy"))
                .orElseGet(() -> ScalingPolicy.builder().replicas(1, 1).build()));
        if (!problems.check(
                !given.triggers().isEmpty(), "triggers is empty; give at least one, of a type or a scaler")) {
            builder.trigger(standIn("no trigger"));
        }
        for (int i = 0; i < given.triggers().size(); i++) {
            TriggerProperties trigger = given.triggers().get(i);
            String unused = "wrong trigger " + i;
            builder.trigger(
                    triggers.plan(trigger, problems.at(".triggers[" + i + "]")).orElseGet(() -> standIn(unused)));
        }
        for (String schedule : given.schedules()) {
            beans.find("schedule", schedule, BoundsSchedule.class, problems.at(".schedules"))
                    .ifPresent(builder::schedule);
        }
        set(given.interval(), builder::interval);
        set(given.idleInterval(), builder::idleInterval);
        set(given.readTimeout(), builder::readTimeout);
        set(given.targetTimeout(), builder::targetTimeout);
        builder.control(PolicyConversion.control(given.control(), problems.at(".control"))
                .orElseGet(Control::none));
        if (given.dryRun()) {
            builder.dryRun();
        }
        return problems.attempt(builder::build);
    }

    private static TriggerPlan standIn(String name) {
        return TriggerPlan.of(MetricSpec.of(name, MetricTarget.averageValue(1)), context -> request -> Reading.of(0));
    }
}
