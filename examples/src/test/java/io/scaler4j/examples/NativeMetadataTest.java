package io.scaler4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The metadata for GraalVM native images names what is there, and every resource of a jar is in it. What is reached by
 * reflection is recorded by {@code releasing/RecordReflection.java}.
 */
class NativeMetadataTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A library that users of Amazon MSK add themselves. */
    private static final String OPTIONAL = "software.amazon.msk.";

    static List<String> artifacts() throws IOException {
        // Spring Boot finds its own files, and gives hints itself.
        return ModulesTest.artifacts().stream()
                .filter(artifact -> !artifact.startsWith("scaler-spring-boot"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("artifacts")
    void everyResourceIsInTheMetadataAndNothingThatIsNotThere(String artifact) throws IOException {
        Path jar = ModulesTest.jarOf(artifact);
        List<String> resources = resourcesOf(jar);
        List<String> globs = values(metadataOf(jar, artifact).path("resources"), "glob");
        for (String resource : resources) {
            assertThat(globs).as(resource).anyMatch(glob -> matches(glob, resource));
        }
        for (String glob : globs) {
            assertThat(resources).as(glob).anyMatch(resource -> matches(glob, resource));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("artifacts")
    void everyTypeAndMethodOfTheMetadataExists(String artifact) throws Exception {
        for (JsonNode element :
                metadataOf(ModulesTest.jarOf(artifact), artifact).path("reflection")) {
            for (String name : typesOf(element)) {
                if (name.startsWith(OPTIONAL)) {
                    continue;
                }
                Class<?> type = Class.forName(name, false, getClass().getClassLoader());
                for (String method : values(element.path("methods"), "name")) {
                    assertThat(type.getDeclaredMethods())
                            .extracting(Method::getName)
                            .contains(method);
                }
            }
        }
    }

    @Test
    void whatKafkaMakesOfItsSettingsIsInTheMetadata() throws IOException {
        assertThat(metadataOf(ModulesTest.jarOf("scaler-kafka"), "scaler-kafka").toString())
                .contains("\"proxy\":[\"org.apache.kafka.clients.admin.Admin\"]")
                .contains("io.scaler4j.kafka.KerberosPasswordHandler")
                .contains("io.scaler4j.kafka.UnsafeSslEngineFactory");
    }

    @Test
    void everyHandlerThatNettyAsksForItsEventsIsInTheMetadata() throws Exception {
        Path jar = ModulesTest.jarOf("scaler-http-proxy");
        List<String> handlers = new ArrayList<>();
        for (String name : ApiListing.typesOf(jar)) {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            if (ChannelHandler.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                handlers.add(name);
            }
        }
        assertThat(values(metadataOf(jar, "scaler-http-proxy").path("reflection"), "type"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(handlers);
    }

    /** An empty object for a module without metadata. */
    private static JsonNode metadataOf(Path jar, String artifact) throws IOException {
        String name = "META-INF/native-image/io.scaler4j/" + artifact + "/reachability-metadata.json";
        try (var file = new JarFile(jar.toFile())) {
            var entry = file.getEntry(name);
            return entry == null ? JSON.createObjectNode() : JSON.readTree(file.getInputStream(entry));
        }
    }

    private static List<String> resourcesOf(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .filter(name -> !name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .toList();
        }
    }

    private static List<String> typesOf(JsonNode element) {
        var types = new ArrayList<String>();
        types.add(element.path("condition").path("typeReached").asText("java.lang.Object"));
        JsonNode type = element.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        } else {
            type.path("proxy").forEach(proxied -> types.add(proxied.asText()));
        }
        return types;
    }

    private static List<String> values(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.path(field).asText())
                .toList();
    }

    private static boolean matches(String glob, String resource) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return matcher.matches(Path.of(resource));
    }
}
