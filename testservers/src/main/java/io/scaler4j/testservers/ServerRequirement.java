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

    private ServerRequirement() {}

    /**
     * Starts a server for the current test.
     *
     * @param factory starts the server, and throws {@link ServerUnavailableException} if the machine lacks it
     * @return the started server; any other failure of the factory passes through
     */
    public static <S> S start(Supplier<S> factory) {
        try {
            return factory.get();
        } catch (ServerUnavailableException missing) {
            String sentence = String.valueOf(missing.getMessage());
            return isRequired() ? Assertions.fail(sentence, missing) : Assumptions.abort(sentence);
        }
    }

    private static boolean isRequired() {
        return "required".equals(System.getProperty(PROPERTY));
    }
}
