package io.scaler4j.spring.boot;

import io.scaler4j.ScaleTarget;
import io.scaler4j.config.Problems;
import io.scaler4j.registry.AutoscalerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts together what is configured and what is scaled, and says everything that is wrong with it at once. */
final class AutoscalerPlanner {

    /** An autoscaler that can be applied. */
    record Planned(AutoscalerSpec spec, ScaleTarget target) {}

    private final List<CandidateSource> sources;
    private final List<TargetSource> targets;
    private final List<AutoscalerSpecCustomizer> customizers;
    private final NamedBeans beans;

    AutoscalerPlanner(
            List<CandidateSource> sources,
            List<TargetSource> targets,
            List<AutoscalerSpecCustomizer> customizers,
            NamedBeans beans) {
        this.sources = List.copyOf(sources);
        this.targets = List.copyOf(targets);
        this.customizers = List.copyOf(customizers);
        this.beans = beans;
    }

    /**
     * Plans all autoscalers. Nothing is opened.
     *
     * @throws io.scaler4j.config.InvalidConfigurationException with everything that is wrong
     */
    List<Planned> plan() {
        var problems = Problems.of("configuration of autoscalers");
        List<Candidate> candidates = new ArrayList<>();
        sources.forEach(source -> candidates.addAll(source.read(problems)));
        refuseSharedNames(candidates, problems);
        var planned = new ArrayList<Planned>();
        for (Candidate candidate : candidates) {
            Optional<ScaleTarget> target = target(candidate, problems);
            customized(candidate, problems)
                    .ifPresent(spec -> target.ifPresent(found -> planned.add(new Planned(spec, found))));
        }
        problems.throwIfAny();
        return planned;
    }

    private Optional<AutoscalerSpec> customized(Candidate candidate, Problems problems) {
        String name = candidate.spec().name();
        return new SentenceCollector(problems, "autoscaler \"" + name + "\"").attempt(() -> {
            AutoscalerSpec spec = candidate.spec();
            for (AutoscalerSpecCustomizer customizer : customizers) {
                spec = customizer.customize(spec);
            }
            if (!spec.name().equals(name)) {
                throw new IllegalArgumentException("an AutoscalerSpecCustomizer changed its name to \"" + spec.name()
                        + "\"; leave the name as it is");
            }
            return spec;
        });
    }

    private static void refuseSharedNames(List<Candidate> candidates, Problems problems) {
        Map<String, Candidate> known = new HashMap<>();
        for (Candidate candidate : candidates) {
            String name = candidate.spec().name();
            Candidate other = known.putIfAbsent(name, candidate);
            problems.check(
                    other == null,
                    "two autoscalers have the name \"" + name + "\": " + (other == null ? "" : other.place()) + " and "
                            + candidate.place() + "; give one of them another name");
        }
    }

    private Optional<ScaleTarget> target(Candidate candidate, Problems problems) {
        Optional<ScaleTarget> named = candidate.targets().stream()
                .flatMap(name -> targets.stream().flatMap(source -> source.find(name).stream()))
                .findFirst();
        Optional<ScaleTarget> target = named.isPresent() || candidate.named() ? named : beans.only(ScaleTarget.class);
        problems.check(target.isPresent(), target.isPresent() ? "" : missing(candidate));
        return target;
    }

    private String missing(Candidate candidate) {
        String names =
                candidate.targets().stream().map(name -> '"' + name + '"').collect(Collectors.joining(" or "));
        String kinds = targets.stream().map(TargetSource::kind).collect(Collectors.joining(", "));
        List<String> there = targets.stream()
                .flatMap(source -> source.names().stream().map(name -> source.kind() + " " + name))
                .toList();
        return candidate.place() + ": nothing that can be scaled has the name " + names + " (" + kinds + "); there "
                + NamedBeans.listed(there) + "; declare a bean of this name, or set 'target' to one that is there";
    }
}
