package io.scaler4j.spring.boot.test;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.spi.ScalerProvider;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Leaves out the components that have no say in a decision. */
final class AutoscalerTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<AutoscalerTest> {

    AutoscalerTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return Set.of(BoundsSchedule.class, ScalerProvider.class);
    }
}
