package io.scaler4j.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.CRC32;

/** What rules of the architecture are about, beside packages by their name. */
final class LibraryParts {

    private static final String CORE = "io.scaler4j";

    /** What calculations may use of the platform: values, text, numbers, collections, time as an argument. */
    static final DescribedPredicate<JavaClass> VALUES = resideInAnyPackage(
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.nio.charset",
                    "java.time..",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "org.jspecify.annotations")
            .or(type(TimeUnit.class))
            .or(type(URLEncoder.class)) // encode text, and do no I/O
            .or(type(URLDecoder.class))
            .or(type(CRC32.class));

    private static final Set<String> DECISION_PACKAGES =
            Set.of("io.scaler4j.config", "io.scaler4j.metric", "io.scaler4j.policy");
    private static final Set<String> CORE_PACKAGES = Set.of("config", "metric", "policy", "connect", "spi", "registry");
    private static final Set<String> UNPUBLISHED_PACKAGES = Set.of("testservers", "examples");

    static final DescribedPredicate<JavaClass> LIBRARY =
            describe("classes of the published modules", type -> isLibrary(type.getPackageName()));

    static final DescribedPredicate<JavaClass> CLOCKS_THREADS_AND_CHANCE = describe(
            "clocks, threads or random numbers",
            type -> type.isAssignableTo(Clock.class)
                    || type.isAssignableTo(InstantSource.class)
                    || type.isAssignableTo(Thread.class)
                    || type.isAssignableTo(ThreadLocal.class)
                    || type.isAssignableTo(Process.class)
                    || type.isAssignableTo(Random.class)
                    || type.isAssignableTo(SplittableRandom.class)
                    || type.isAssignableTo(Timer.class));

    /** The part after {@code io.scaler4j.}, empty for the core package itself. */
    private static String part(String packageName) {
        return packageName.equals(CORE)
                ? ""
                : packageName.substring(CORE.length() + 1).split("\\.", 2)[0];
    }

    private static boolean isLibrary(String packageName) {
        return !UNPUBLISHED_PACKAGES.contains(part(packageName));
    }

    static SliceAssignment adapters() {
        return assignment("adapters", packageName -> {
            String part = part(packageName);
            boolean adapter = !part.isEmpty() && !CORE_PACKAGES.contains(part) && isLibrary(packageName);
            return adapter ? SliceIdentifier.of(part) : SliceIdentifier.ignore();
        });
    }

    static SliceAssignment packages() {
        return assignment("packages", SliceIdentifier::of);
    }

    /** A class with those that are nested in it. */
    static SliceAssignment classesOfDecisions() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return DECISION_PACKAGES.contains(type.getPackageName())
                        ? SliceIdentifier.of(type.getName().split("\\$", 2)[0])
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "classes of decisions";
            }
        };
    }

    private static SliceAssignment assignment(String description, Function<String, SliceIdentifier> byPackage) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(CORE)
                        ? byPackage.apply(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return description;
            }
        };
    }

    private LibraryParts() {}
}
