package io.scaler4j.spring.boot;

import io.scaler4j.ScaleTarget;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Targets that are beans of a type: as they are, or made of a bean. */
record BeanTargets<T>(NamedBeans beans, Class<T> type, Function<T, ScaleTarget> target) implements TargetSource {

    @Override
    public String kind() {
        return type.getSimpleName();
    }

    @Override
    public Optional<ScaleTarget> find(String name) {
        return beans.find(name, type).map(target);
    }

    @Override
    public List<String> names() {
        return beans.names(type);
    }
}
