package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A module with a {@code bnd.bnd} is a bundle of OSGi: its manifest says the same as its module descriptor. Whether
 * bundles find each other is seen in a framework, by {@code consumers/osgi}.
 */
class BundlesTest {

    /** A clause of a header: names, then attributes, whose values may have commas within quotes. */
    private static final Pattern CLAUSE = Pattern.compile("([\\w.]+)((?:;(?:[^,;\"]|\"[^\"]*\")+)*)(?:,|$)");

    private static final Pattern VERSION = Pattern.compile(";version=\"([^\"]*)\"");

    static List<String> bundles() throws IOException {
        return ModulesTest.artifacts().stream()
                .filter(artifact -> Files.exists(Path.of("..", artifact, "bnd.bnd")))
                .toList();
    }

    @Test
    void everyModuleIsABundleButThoseOfKubernetesAndSpringBoot() throws IOException {
        List<String> bundles = bundles();
        assertThat(ModulesTest.artifacts())
                .filteredOn(artifact -> !bundles.contains(artifact))
                .contains("scaler-kubernetes")
                .allMatch(
                        artifact -> artifact.equals("scaler-kubernetes") || artifact.startsWith("scaler-spring-boot"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void aBundleHasTheNameAndTheExportsOfItsModule(String artifact) throws IOException {
        Path jar = ModulesTest.jarOf(artifact);
        ModuleDescriptor module =
                ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        Attributes manifest = manifestOf(jar);

        assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo(module.name());
        assertThat(clauses(manifest, "Export-Package").keySet()).isEqualTo(exportsOf(module));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void aBundleTakesOthersOfItsMinorVersionAndLibrariesOfTheirMajorVersion(String artifact) throws IOException {
        Attributes manifest = manifestOf(ModulesTest.jarOf(artifact));
        String[] version = manifest.getValue("Bundle-Version").split("\\.");
        int minor = Integer.parseInt(version[1]);
        String ours = "[%s.%d,%s.%d)".formatted(version[0], minor, version[0], minor + 1);

        clauses(manifest, "Import-Package").forEach((name, range) -> {
            if (name.startsWith("io.scaler4j")) {
                assertThat(range).as(name).isEqualTo(ours);
            } else {
                // No version: the library is no bundle, or the JDK's.
                assertThat(range).as(name).matches("|\\[\\d+\\.\\d+,\\d+\\)");
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void aBundleNeedsNoJspecify(String artifact) throws IOException {
        String imports = manifestOf(ModulesTest.jarOf(artifact)).getValue("Import-Package");
        assertThat(imports).containsPattern("org\\.jspecify\\.annotations;version=\"[^\"]*\";resolution:=optional");
    }

    @Test
    void aBundleProvidesTheSourcesThatItsServicesNameAndTheCoreLooksForThem() throws IOException {
        assertThat(manifestOf(ModulesTest.jarOf("scaler-kafka")).getValue("Provide-Capability"))
                .contains("osgi.serviceloader=\"io.scaler4j.spi.ScalerProvider\"");
        assertThat(manifestOf(ModulesTest.jarOf("scaler-api")).getValue("Require-Capability"))
                .contains("osgi.serviceloader.processor");
    }

    private static Set<String> exportsOf(ModuleDescriptor module) {
        return module.isAutomatic()
                ? module.packages()
                : module.exports().stream()
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toSet());
    }

    private static Attributes manifestOf(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    /** The version of each package of a header, empty without one. */
    private static Map<String, String> clauses(Attributes manifest, String header) {
        var versions = new LinkedHashMap<String, String>();
        CLAUSE.matcher(manifest.getValue(header))
                .results()
                .forEach(clause -> versions.put(clause.group(1), versionOf(clause)));
        return versions;
    }

    private static String versionOf(MatchResult clause) {
        var version = VERSION.matcher(clause.group(2));
        return version.find() ? version.group(1) : "";
    }
}
