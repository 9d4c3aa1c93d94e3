package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ServerRequirementTest {
    private String before;

    @BeforeEach
    void rememberTheRule() {
        before = System.getProperty(ServerRequirement.PROPERTY, "");
    }

    @AfterEach
    void restoreTheRule() {
        System.setProperty(ServerRequirement.PROPERTY, before);
    }

    @Test
    void skipsATestWhoseServerIsMissing() {
        System.clearProperty(ServerRequirement.PROPERTY);

        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> ServerRequirement.start(ServerRequirementTest::missing))
                .withMessageContaining("Install Gizmo.");
    }

    @Test
    void failsATestWhoseServerIsMissingButRequired() {
        System.setProperty(ServerRequirement.PROPERTY, "required");

        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> ServerRequirement.start(ServerRequirementTest::missing))
                .withMessageContaining("Install Gizmo.");
    }

    @Test
    void requiresKubernetesByItsOwnPropertyAlone() {
        System.setProperty(ServerRequirement.PROPERTY, "required");
        String before = System.getProperty(ServerRequirement.KUBERNETES_PROPERTY, "");
        try {
            System.setProperty(ServerRequirement.KUBERNETES_PROPERTY, "optional");
            assertThatExceptionOfType(TestAbortedException.class)
                    .isThrownBy(() -> ServerRequirement.startKubernetes(ServerRequirementTest::missing))
                    .withMessageContaining("Install Gizmo.");
            System.setProperty(ServerRequirement.KUBERNETES_PROPERTY, "required");
            assertThatExceptionOfType(AssertionFailedError.class)
                    .isThrownBy(() -> ServerRequirement.startKubernetes(ServerRequirementTest::missing))
                    .withMessageContaining("Install Gizmo.");
        } finally {
            System.setProperty(ServerRequirement.KUBERNETES_PROPERTY, before);
        }
    }

    @Test
    void neverHidesAServerThatIsThereButBroken() {
        System.clearProperty(ServerRequirement.PROPERTY);

        assertThatIllegalStateException()
                .isThrownBy(() -> ServerRequirement.start(() -> {
                    throw new IllegalStateException("broken");
                }));
    }

    @Test
    void returnsTheStartedServer() {
        assertThat(ServerRequirement.start(() -> "server")).isEqualTo("server");
    }

    private static String missing() {
        throw new ServerUnavailableException("There is no Gizmo. Install Gizmo.");
    }
}
