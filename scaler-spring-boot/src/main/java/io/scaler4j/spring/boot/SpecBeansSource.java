package io.scaler4j.spring.boot;

import io.scaler4j.config.Problems;
import io.scaler4j.registry.AutoscalerSpec;
import java.util.List;
import java.util.Map;

/** The autoscalers whose specification is a bean. */
final class SpecBeansSource implements CandidateSource {

    private final Map<String, AutoscalerSpec> specs;

    /** By the name of the bean. */
    SpecBeansSource(Map<String, AutoscalerSpec> specs) {
        this.specs = specs;
    }

    @Override
    public List<Candidate> read(Problems problems) {
        return specs.entrySet().stream()
                .map(bean -> new Candidate(
                        "AutoscalerSpec bean \"" + bean.getKey() + "\"",
                        bean.getValue(),
                        List.of(bean.getValue().name()),
                        false))
                .toList();
    }
}
