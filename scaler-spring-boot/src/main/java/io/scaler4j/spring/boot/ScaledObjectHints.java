package io.scaler4j.spring.boot;

import io.scaler4j.scaledobject.ScaledObjects;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** What a native image must keep for files: those in {@code classpath:scaling/}, and the tables they are checked by. */
final class ScaledObjectHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources()
                .registerPattern("scaling/*.yaml")
                .registerPattern("scaling/*.yml")
                .registerPattern("scaling/*.json")
                .registerPattern(ScaledObjects.class.getPackageName().replace('.', '/') + "/schema/*");
    }
}
