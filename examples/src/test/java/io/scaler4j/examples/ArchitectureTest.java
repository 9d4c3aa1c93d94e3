package io.scaler4j.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
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

/**
 * The arrows between the packages of the whole library: {@code config <- metric <- policy <- the loop <- connect <- spi
 * <- registry <- the adapters}. The modules of metrics and of recordings stand beside the adapters: they observe the
 * loop, and nothing knows them but the simulation, which replays.
 *
 * <p>It sees every module that this one depends on, so a new adapter is added to this module's dependencies.
 */
@AnalyzeClasses(packages = "io.scaler4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CONFIG = "io.scaler4j.config..";
    private static final String METRIC = "io.scaler4j.metric..";
    private static final String POLICY = "io.scaler4j.policy..";
    private static final String CORE = "io.scaler4j";
    private static final String SPI = "io.scaler4j.spi..";
    private static final String REGISTRY = "io.scaler4j.registry..";
    private static final String CONNECT = "io.scaler4j.connect..";
    private static final String CPU = "io.scaler4j.cpu..";
    private static final String KUBERNETES = "io.scaler4j.kubernetes..";
    private static final String CRON = "io.scaler4j.cron..";
    private static final String EXPORTER = "io.scaler4j.exporter..";
    private static final String PROXY = "io.scaler4j.http.proxy..";
    private static final String PROGRAM = "io.scaler4j.http.proxy.standalone";
    private static final String RECORDER = "io.scaler4j.recorder..";
    private static final String SIMULATION = "io.scaler4j.simulation..";
    private static final String TESTKIT = "io.scaler4j.testkit..";
    private static final String SCALEDOBJECT = "io.scaler4j.scaledobject..";
    private static final String FORMULA = "io.scaler4j.scaledobject.formula..";
    private static final String JOB = "io.scaler4j.scaledobject.job..";
    private static final String YAML = "io.scaler4j.scaledobject.yaml..";

    /** What calculations may use of the platform: values, text, numbers, collections, time as an argument. */
    private static final DescribedPredicate<JavaClass> VALUES = resideInAnyPackage(
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

    private static final DescribedPredicate<JavaClass> LIBRARY =
            describe("classes of the published modules", type -> isLibrary(type.getPackageName()));

    private static final DescribedPredicate<JavaClass> CLOCKS_THREADS_AND_CHANCE = describe(
            "clocks, threads or random numbers",
            type -> type.isAssignableTo(Clock.class)
                    || type.isAssignableTo(InstantSource.class)
                    || type.isAssignableTo(Thread.class)
                    || type.isAssignableTo(ThreadLocal.class)
                    || type.isAssignableTo(Process.class)
                    || type.isAssignableTo(Random.class)
                    || type.isAssignableTo(SplittableRandom.class)
                    || type.isAssignableTo(Timer.class));

    @ArchTest
    static final ArchRule configNeedsNothingButTheJdk = classes()
            .that()
            .resideInAPackage(CONFIG)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(CONFIG, "java.io", "java.nio..").or(VALUES));

    @ArchTest
    static final ArchRule metricsAreValues = classes()
            .that()
            .resideInAPackage(METRIC)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(METRIC).or(VALUES));

    @ArchTest
    static final ArchRule decisionsArePure = classes()
            .that()
            .resideInAPackage(POLICY)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(POLICY, METRIC, CONFIG).or(VALUES));

    @ArchTest
    static final ArchRule decisionsAndCalendarsTakeTimeAsAnArgument = noClasses()
            .that()
            .resideInAnyPackage(METRIC, POLICY, CRON, SCALEDOBJECT)
            .should()
            .dependOnClassesThat(CLOCKS_THREADS_AND_CHANCE)
            .orShould()
            .callMethodWhere(target(owner(resideInAPackage("java.time.."))).and(target(nameMatching("now"))))
            .orShould()
            .callMethodWhere(target(owner(resideInAPackage("java.lang")))
                    .and(target(nameMatching("currentTimeMillis|nanoTime|random|getenv|getProperty|getRuntime"))));

    @ArchTest
    static final ArchRule calendarsNeedNothingButTheCoreAndTheJdk = classes()
            .that()
            .resideInAPackage(CRON)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CRON, CORE, CONNECT, SPI, POLICY, METRIC, CONFIG)
                    .or(VALUES));

    @ArchTest
    static final ArchRule formulasAndJobsAreCalculated = classes()
            .that()
            .resideInAnyPackage(FORMULA, JOB)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(FORMULA, JOB, POLICY, METRIC, CONFIG).or(VALUES));

    @ArchTest
    static final ArchRule yamlIsReadInOnePlace = noClasses()
            .that()
            .resideInAPackage(SCALEDOBJECT)
            .and()
            .resideOutsideOfPackage(YAML)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule theLoopKnowsNoAdapterAndNoDiscovery = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(CORE, POLICY, METRIC, CONFIG, "java..", "org.slf4j..", "org.jspecify.."));

    @ArchTest
    static final ArchRule connectionsStandOnTheLoop = classes()
            .that()
            .resideInAPackage(CONNECT)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    CONNECT,
                    CORE,
                    POLICY,
                    METRIC,
                    CONFIG,
                    "java..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "javax.security.auth.x500..",
                    "org.slf4j..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule discoveryStandsOnConnections = classes()
            .that()
            .resideInAPackage(SPI)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    SPI, CONNECT, CORE, POLICY, METRIC, CONFIG, "java..", "org.slf4j..", "org.jspecify.."));

    @ArchTest
    static final ArchRule theRegistryStandsOnDiscovery = classes()
            .that()
            .resideInAPackage(REGISTRY)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    REGISTRY, SPI, CONNECT, CORE, POLICY, METRIC, CONFIG, "java..", "org.slf4j..", "org.jspecify.."));

    @ArchTest
    static final ArchRule onlyAdaptersKnowDiscoveryAndConnections = noClasses()
            .that()
            .resideInAnyPackage(CORE, POLICY, METRIC, CONFIG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SPI, CONNECT);

    /**
     * A simulation replays what the recorder wrote; the test kit checks simulations; pods are sampled for CPU scalers.
     */
    @ArchTest
    static final ArchRule adaptersStandAlone = slices().assignedFrom(adapters())
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(SIMULATION), resideInAPackage(RECORDER))
            .ignoreDependency(resideInAPackage(TESTKIT), resideInAPackage(SIMULATION))
            .ignoreDependency(resideInAPackage(KUBERNETES), resideInAPackage(CPU))
            .ignoreDependency(resideInAPackage(PROGRAM), resideInAPackage(SCALEDOBJECT));

    @ArchTest
    static final ArchRule samplersOfThisMachineNeedNothingButTheJdk = classes()
            .that()
            .resideInAPackage(CPU)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    CPU,
                    CORE,
                    CONNECT,
                    SPI,
                    POLICY,
                    METRIC,
                    CONFIG,
                    "java..",
                    "com.sun.management..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule programsSimulateWithoutATestFramework = noClasses()
            .that()
            .resideInAPackage(SIMULATION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.assertj..", "org.opentest4j..");

    @ArchTest
    static final ArchRule theRecorderNeedsNothingButTheCoreAndAReaderOfJson = classes()
            .that()
            .resideInAPackage(RECORDER)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    RECORDER,
                    CORE,
                    POLICY,
                    METRIC,
                    CONFIG,
                    "java..",
                    "com.fasterxml.jackson.core..",
                    "org.slf4j..",
                    "org.jspecify.."));

    /** The times of a recording are those of its observations. */
    @ArchTest
    static final ArchRule theRecorderKnowsNoClockAndNoThread =
            noClasses().that().resideInAPackage(RECORDER).should().dependOnClassesThat(CLOCKS_THREADS_AND_CHANCE);

    @ArchTest
    static final ArchRule nothingKnowsTheExporter = noClasses()
            .that()
            .resideOutsideOfPackage(EXPORTER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(EXPORTER);

    @ArchTest
    static final ArchRule onlyTheExporterAndTheInterceptorKnowPrometheusClients = noClasses()
            .that()
            .resideOutsideOfPackages(EXPORTER, PROXY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.prometheus..");

    @ArchTest
    static final ArchRule whatIsPublishedNeedsNothingThatIsNot = noClasses()
            .that(LIBRARY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.scaler4j.testservers..", "io.scaler4j.examples..");

    /** It counts what waits in a queue, and is no share of anything. */
    @ArchTest
    static final ArchRule nothingAsksForALoadAverage =
            noClasses().should().callMethodWhere(target(nameMatching("getSystemLoadAverage")));

    @ArchTest
    static final ArchRule theLibraryIsSilent =
            noClasses().that(LIBRARY).and().resideOutsideOfPackage(PROGRAM).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().assignedFrom(packages()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noValueOrDecisionNeedsItselfThroughOthers =
            slices().assignedFrom(classesOfDecisions()).should().beFreeOfCycles();

    /** The part after {@code io.scaler4j.}, empty for the core package itself. */
    private static String part(String packageName) {
        return packageName.equals(CORE)
                ? ""
                : packageName.substring(CORE.length() + 1).split("\\.", 2)[0];
    }

    private static boolean isLibrary(String packageName) {
        return !UNPUBLISHED_PACKAGES.contains(part(packageName));
    }

    private static SliceAssignment adapters() {
        return assignment("adapters", packageName -> {
            String part = part(packageName);
            boolean adapter = !part.isEmpty() && !CORE_PACKAGES.contains(part) && isLibrary(packageName);
            return adapter ? SliceIdentifier.of(part) : SliceIdentifier.ignore();
        });
    }

    private static SliceAssignment packages() {
        return assignment("packages", SliceIdentifier::of);
    }

    /** A class with those that are nested in it. */
    private static SliceAssignment classesOfDecisions() {
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
}
