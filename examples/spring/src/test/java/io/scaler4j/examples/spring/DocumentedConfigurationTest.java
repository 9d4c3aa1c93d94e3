package io.scaler4j.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ScalingPolicy;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.AutoscalerSpec;
import io.scaler4j.spring.boot.ScalerAutoConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The YAML of docs/spring.md stands in files here, and applications start with them. */
class DocumentedConfigurationTest {

    private static final Path PAGE = Path.of("../../docs/spring.md");

    static List<String> blocks() throws IOException {
        return Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void thePageHasYaml() throws IOException {
        assertThat(blocks()).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void eachBlockStandsInAFile(String block) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> yaml =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(yaml)
                    .anySatisfy(file -> assertThat(Files.readString(file)).contains(block));
        }
    }

    @Test
    void theAutoscalerOfAKafkaListenerIsWhatThePageSays(@TempDir Path states) {
        runner("kafka.yaml")
                .withPropertyValues("KAFKA_PASSWORD=secret", "scaler4j.state-folder=" + states)
                .withBean("orders", ScaleTarget.class, () -> ScaleTarget.of(() -> 1, count -> {}))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    AutoscalerSpec orders = context.getBean(AutoscalerRegistry.class)
                            .spec("orders")
                            .orElseThrow();
                    assertThat(orders.interval()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(orders.policy().toString()).startsWith("replicas 1 to 12, cooldown 300 s");
                    assertThat(orders.policy())
                            .isNotEqualTo(
                                    ScalingPolicy.likeKeda().replicas(1, 12).build());
                    assertThat(orders.triggers().get(0).metric().toString()).contains("50 per replica");
                    assertThat(orders.triggers().get(0).metric().fallback()).isPresent();
                    assertThat(orders.toString()).doesNotContain("secret");
                });
    }

    @Test
    void theFilesOfAFolderAreRead() {
        runner("scaled-objects.yaml")
                .withBean("mail-worker", ScaleTarget.class, () -> ScaleTarget.of(() -> 1, count -> {}))
                .run(context -> assertThat(
                                context.getBean(AutoscalerRegistry.class).names())
                        .containsExactly("mail"));
    }

    @Test
    void theMessageOfAWrongConfigurationIsThatOfThePage() throws IOException {
        String page = Files.readString(PAGE);
        runner("application.yaml")
                .withPropertyValues(
                        "scaler4j.autoscalers.packers.policy.min-replicas=9",
                        "scaler4j.autoscalers.packers.triggers[0].scaler=backlogs",
                        "scaler4j.autoscalers.packers.triggers[0].average-value=10")
                .withBean("packers", ScaleTarget.class, () -> ScaleTarget.of(() -> 1, count -> {}))
                .withBean("backlog", Scaler.class, () -> request -> Reading.of(1))
                .run(context -> {
                    assertThat(context.getStartupFailure()).isInstanceOf(InvalidConfigurationException.class);
                    var failure = (InvalidConfigurationException) context.getStartupFailure();
                    assertThat(failure.problems())
                            .hasSize(2)
                            .allSatisfy(problem -> assertThat(page).contains("    - " + problem + "\n"));
                    assertThat(page).contains("The " + failure.subject() + " is wrong:");
                });
    }

    private static ApplicationContextRunner runner(String file) {
        return new ApplicationContextRunner()
                .withInitializer(context ->
                        sources(file).forEach(context.getEnvironment().getPropertySources()::addLast))
                .withConfiguration(AutoConfigurations.of(ScalerAutoConfiguration.class));
    }

    private static List<PropertySource<?>> sources(String file) {
        try {
            return new YamlPropertySourceLoader().load(file, new ClassPathResource(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
