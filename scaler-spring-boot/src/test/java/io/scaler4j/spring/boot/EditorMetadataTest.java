package io.scaler4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepository;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;
import org.springframework.boot.configurationmetadata.ValueProvider;

/** What editors complete properties with, as Spring Boot's own reader of the metadata sees it. */
class EditorMetadataTest {

    private static ConfigurationMetadataProperty property(String name) throws IOException {
        try (InputStream metadata =
                ScalerProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            ConfigurationMetadataRepository repository =
                    ConfigurationMetadataRepositoryJsonBuilder.create(metadata).build();
            assertThat(repository.getAllProperties()).containsKey(name);
            return repository.getAllProperties().get(name);
        }
    }

    @Test
    void everyPropertyIsDescribed() throws IOException {
        for (String name : new String[] {
            "scaler4j.autoscalers",
            "scaler4j.scaled-objects",
            "scaler4j.state-folder",
            "scaler4j.write-spread",
            "management.endpoint.autoscalers.access",
            "management.health.autoscalers.enabled"
        }) {
            assertThat(property(name).getDescription()).as(name).endsWith(".");
        }
    }

    /** The format has no names below a map's keys; editors take them from this type. */
    @Test
    void theTypeOfAnAutoscalerTellsEditorsItsOptions() throws IOException {
        assertThat(property("scaler4j.autoscalers").getType())
                .isEqualTo("java.util.Map<java.lang.String," + AutoscalerProperties.class.getName() + ">");
    }

    @Test
    void theNamesOfAutoscalersAreCompletedWithBeans() throws IOException {
        assertThat(property("scaler4j.autoscalers").getHints().getKeyProviders())
                .extracting(ValueProvider::getName)
                .containsExactly("spring-bean-reference");
    }

    @Test
    void filesAreCompletedAsResources() throws IOException {
        assertThat(property("scaler4j.scaled-objects").getHints().getValueProviders())
                .singleElement()
                .satisfies(provider -> {
                    assertThat(provider.getName()).isEqualTo("handle-as");
                    assertThat(provider.getParameters())
                            .isEqualTo(Map.of("target", "org.springframework.core.io.Resource"));
                });
    }
}
