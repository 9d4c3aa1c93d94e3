package io.scaler4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggerSpecTest {

    private static TriggerSpecBuilder kafka(Map<String, String> metadata) {
        return TriggerSpec.builder("kafka").name("lag").metadata(metadata);
    }

    @Test
    void theNameIsThatOfTheTypeUnlessOneIsGiven() {
        assertThat(kafka(Map.of()).build().name()).isEqualTo("lag");
        assertThat(TriggerSpec.builder("kafka").build().name()).isEqualTo("kafka");
    }

    @Test
    void noIdentityIsAlsoCalledNone() {
        assertThat(kafka(Map.of()).build().podIdentity()).isEmpty();
        assertThat(kafka(Map.of()).podIdentity(" none ").build().podIdentity()).isEmpty();
        assertThat(kafka(Map.of()).podIdentity("azure-workload").build().podIdentity())
                .contains("azure-workload");
    }

    @Test
    void specsAreEqualIfAllTheirTextsAre() {
        var spec = kafka(Map.of("topic", "orders"))
                .authentication(Map.of("password", "hunter2"))
                .build();
        assertThat(spec)
                .isEqualTo(kafka(Map.of("topic", "orders"))
                        .authentication(Map.of("password", "hunter2"))
                        .build())
                .isNotEqualTo(kafka(Map.of("topic", "orders"))
                        .authentication(Map.of("password", "hunter3"))
                        .build())
                .isNotEqualTo(kafka(Map.of("topic", "parcels"))
                        .authentication(Map.of("password", "hunter2"))
                        .build())
                .hasSameHashCodeAs(spec.withCurrentAuthentication())
                .hasToString("trigger \"lag\" (kafka)");
    }

    @Test
    void theNamesOfAuthenticationParametersAreKnownAndTheirSecretsAreNot() {
        var spec = kafka(Map.of("topic", "orders"))
                .authentication(Map.of("password", "hunter2"))
                .build();
        assertThat(spec.metadata()).isEqualTo(Map.of("topic", "orders")).isUnmodifiable();
        assertThat(spec.authenticationParameters()).containsExactly("password").isUnmodifiable();
    }
}
