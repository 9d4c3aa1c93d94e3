package io.scaler4j.examples;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows between the packages of the whole library: {@code config <- metric <- policy <- the loop <- connect <- spi
 * <- registry <- the adapters}. The modules of metrics and of recordings stand beside the adapters: they observe the
 * loop, and nothing knows them but the simulation, which replays, and the command line.
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
    private static final String EXTERNAL = "io.scaler4j.external..";
    private static final String MICROMETER = "io.scaler4j.micrometer..";
    private static final String PROXY = "io.scaler4j.http.proxy..";
    private static final String PROGRAM = "io.scaler4j.http.proxy.standalone";
    private static final String RECORDER = "io.scaler4j.recorder..";
    private static final String SIMULATION = "io.scaler4j.simulation..";
    private static final String SPRING = "io.scaler4j.spring..";
    private static final String SPRING_TEST = "io.scaler4j.spring.boot.test..";
    private static final String TESTKIT = "io.scaler4j.testkit..";
    private static final String SCALEDOBJECT = "io.scaler4j.scaledobject..";
    private static final String CLI = "io.scaler4j.cli..";
    private static final String FORMULA = "io.scaler4j.scaledobject.formula..";
    private static final String JOB = "io.scaler4j.scaledobject.job..";
    private static final String YAML = "io.scaler4j.scaledobject.yaml..";

    @ArchTest
    static final ArchRule configNeedsNothingButTheJdk = classes()
            .that()
            .resideInAPackage(CONFIG)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(CONFIG, "java.io", "java.nio..").or(LibraryParts.VALUES));

    @ArchTest
    static final ArchRule metricsAreValues = classes()
            .that()
            .resideInAPackage(METRIC)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(METRIC).or(LibraryParts.VALUES));

    @ArchTest
    static final ArchRule decisionsArePure = classes()
            .that()
            .resideInAPackage(POLICY)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(POLICY, METRIC, CONFIG).or(LibraryParts.VALUES));

    @ArchTest
    static final ArchRule decisionsAndCalendarsTakeTimeAsAnArgument = noClasses()
            .that()
            .resideInAnyPackage(METRIC, POLICY, CRON, SCALEDOBJECT)
            .should()
            .dependOnClassesThat(LibraryParts.CLOCKS_THREADS_AND_CHANCE)
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
                    .or(LibraryParts.VALUES));

    @ArchTest
    static final ArchRule formulasAndJobsAreCalculated = classes()
            .that()
            .resideInAnyPackage(FORMULA, JOB)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage(FORMULA, JOB, POLICY, METRIC, CONFIG).or(LibraryParts.VALUES));

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
     * A simulation replays what the recorder wrote; the test kit checks simulations; pods are sampled for CPU scalers,
     * and a cluster has objects of YAML, as an application with Spring Boot may have. The command line runs most of
     * them, the server of external scalers too.
     */
    @ArchTest
    static final ArchRule adaptersStandAlone = slices().assignedFrom(LibraryParts.adapters())
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(CLI), resideInAPackage(KUBERNETES)) // what a cluster runs
            .ignoreDependency(resideInAPackage(SIMULATION), resideInAPackage(RECORDER))
            .ignoreDependency(resideInAPackage(TESTKIT), resideInAPackage(SIMULATION))
            .ignoreDependency(resideInAPackage(KUBERNETES), resideInAnyPackage(CPU, SCALEDOBJECT))
            .ignoreDependency(resideInAPackage(PROGRAM), resideInAPackage(SCALEDOBJECT))
            .ignoreDependency(resideInAPackage(SPRING), resideInAnyPackage(SCALEDOBJECT, MICROMETER))
            .ignoreDependency(resideInAPackage(SPRING_TEST), resideInAPackage(SIMULATION)) // its clock
            .ignoreDependency(
                    resideInAPackage(CLI), resideInAnyPackage(SCALEDOBJECT, SIMULATION, RECORDER, EXPORTER, EXTERNAL));

    /** It puts parts together, and finds sources on its class path; the processes of a cluster are no source. */
    @ArchTest
    static final ArchRule theCommandLineKnowsNoSource = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.scaler4j.kafka..",
                    "io.scaler4j.redis..",
                    "io.scaler4j.prometheus..",
                    "io.scaler4j.http..",
                    CRON,
                    CPU,
                    "io.scaler4j.kubernetes",
                    TESTKIT);

    @ArchTest
    static final ArchRule nothingKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI);

    @ArchTest
    static final ArchRule onlyItsModuleKnowsSpring = noClasses()
            .that()
            .resideOutsideOfPackage(SPRING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", SPRING);

    @ArchTest
    static final ArchRule applicationsKnowNothingOfTheirTests = noClasses()
            .that()
            .resideInAPackage(SPRING)
            .and()
            .resideOutsideOfPackage(SPRING_TEST)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SPRING_TEST, SIMULATION, TESTKIT, "org.junit..", "org.springframework.boot.test..");

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
    static final ArchRule theRecorderKnowsNoClockAndNoThread = noClasses()
            .that()
            .resideInAPackage(RECORDER)
            .should()
            .dependOnClassesThat(LibraryParts.CLOCKS_THREADS_AND_CHANCE);

    @ArchTest
    static final ArchRule nothingButTheCommandLineKnowsTheExporter = noClasses()
            .that()
            .resideOutsideOfPackages(EXPORTER, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(EXPORTER);

    @ArchTest
    static final ArchRule onlyTheExporterAndProgramsKnowPrometheusClients = noClasses()
            .that()
            .resideOutsideOfPackages(EXPORTER, PROXY, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.prometheus..");

    @ArchTest
    static final ArchRule nothingKnowsMicrometerButItsModuleAndSpringsApplications = noClasses()
            .that()
            .resideOutsideOfPackages(MICROMETER, SPRING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MICROMETER, "io.micrometer..");

    /** The times of its meters are those of turns. */
    @ArchTest
    static final ArchRule theMetersKnowNoClockAndNoThread = noClasses()
            .that()
            .resideInAPackage(MICROMETER)
            .should()
            .dependOnClassesThat(LibraryParts.CLOCKS_THREADS_AND_CHANCE);

    @ArchTest
    static final ArchRule whatIsPublishedNeedsNothingThatIsNot = noClasses()
            .that(LibraryParts.LIBRARY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.scaler4j.testservers..", "io.scaler4j.examples..");

    /** It counts what waits in a queue, and is no share of anything. */
    @ArchTest
    static final ArchRule nothingAsksForALoadAverage =
            noClasses().should().callMethodWhere(target(nameMatching("getSystemLoadAverage")));

    @ArchTest
    static final ArchRule theLibraryIsSilent = noClasses()
            .that(LibraryParts.LIBRARY)
            .and()
            .resideOutsideOfPackages(PROGRAM, CLI)
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().assignedFrom(LibraryParts.packages()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noValueOrDecisionNeedsItselfThroughOthers =
            slices().assignedFrom(LibraryParts.classesOfDecisions()).should().beFreeOfCycles();
}
