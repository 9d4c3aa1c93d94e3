package io.scaler4j.testservers;

import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Decides what a test does where its server is missing: it is skipped with a sentence that says what is missing, or it
 * fails with the same sentence when the system property {@value #PROPERTY} is {@code required}.
 *
 * <pre>{@code
 * kafka = ServerRequirement.start(KafkaServer::container);
 * }</pre>
 *
 * <p>Tests that need a Docker daemon also carry the JUnit tag {@code containers}, so that a build can leave them out.
 */
public final class ServerRequirement {
    /** The system property that forbids skipping, with the value {@code required}. */
    public static final String PROPERTY = "scaler4j.servers";

    /**
     * The system property for {@link #startKubernetes}. It is apart because the first build of a control plane takes
     * minutes: {@code ./verify} leaves these tests out, {@code ./verify --kubernetes} requires them.
     */
    public static final String KUBERNETES_PROPERTY = "scaler4j.kubernetes";

    private ServerRequirement() {}

    /**
     * Starts a server for the current test.
     *
     * @param factory starts the server, and throws {@link ServerUnavailableException} if the machine lacks it
     * @return the started server; any other failure of the factory passes through
     */
    public static <S> S start(Supplier<S> factory) {
        return start(factory, PROPERTY);
    }

    /**
     * Starts a Kubernetes server for the current test. The test is skipped where it is missing, unless the system
     * property {@value #KUBERNETES_PROPERTY} is {@code required}.
     *
     * @param factory such as {@link KubernetesServer#shared}
     * @return the started server; any other failure of the factory passes through
     */
    public static <S> S startKubernetes(Supplier<S> factory) {
        return start(factory, KUBERNETES_PROPERTY);
    }

    private static <S> S start(Supplier<S> factory, String property) {
        try {
            return factory.get();
        } catch (ServerUnavailableException missing) {
            String sentence = String.valueOf(missing.getMessage());
            return "required".equals(System.getProperty(property))
                    ? Assertions.fail(sentence, missing)
                    : Assumptions.abort(sentence);
        }
    }
}
