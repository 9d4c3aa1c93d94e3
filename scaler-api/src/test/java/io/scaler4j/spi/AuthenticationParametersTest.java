package io.scaler4j.spi;

import static io.scaler4j.spi.Option.Place.AUTHENTICATION;
import static io.scaler4j.spi.Option.Place.TRIGGER;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.scaler4j.config.InvalidConfigurationException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that a trigger does not know may belong to another one of the same target; typing errors do not. */
class AuthenticationParametersTest {

    private static final List<Option<?>> OPTIONS = List.of(
            Option.text("topic"),
            Option.text("username").from(AUTHENTICATION),
            Option.text("password").from(TRIGGER, AUTHENTICATION),
            Option.text("bearerToken").from(AUTHENTICATION),
            Option.text("ca").from(AUTHENTICATION),
            Option.text("key").from(AUTHENTICATION));

    @ParameterizedTest
    @CsvSource({
        "passwrod,password",
        "Password,password",
        "pass-word,password",
        "userName,username",
        "bearer_token,bearerToken",
        "barerTokn,bearerToken",
        "CA,ca"
    })
    void aTypingErrorIsAnsweredWithWhatWasMeant(String typed, String meant) {
        assertThatThrownBy(() -> read(Map.of(typed, "hunter2")).verify())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("trigger \"kafka\" (kafka): " + typed
                        + " is not an authentication parameter of type kafka; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"awsAccessKeyID", "sentinelPassword", "connection", "host", "token", "keyPassword", "cert"})
    void aParameterOfAnotherTriggerIsLeftAlone(String foreign) {
        assertThatCode(() -> read(Map.of(foreign, "x", "password", "hunter2")).verify())
                .doesNotThrowAnyException();
    }

    @Test
    void aNameNearOneThatIsGivenBelongsToAnotherTrigger() {
        assertThatCode(() ->
                        read(Map.of("password", "hunter2", "passwords", "x")).verify())
                .doesNotThrowAnyException();
    }

    @Test
    void eachTypingErrorIsSaidBesideTheOtherProblems() {
        var given = OptionReader.of(
                TriggerSpec.builder("kafka")
                        .metadata(Map.of("x", "1"))
                        .authentication(Map.of("passwrod", "hunter2", "usernme", "orders"))
                        .build(),
                OPTIONS);
        assertThatThrownBy(given::verify)
                .isInstanceOf(InvalidConfigurationException.class)
                .extracting(refused -> ((InvalidConfigurationException) refused).problems(), LIST)
                .containsExactly(
                        "x is not an option of type kafka; known are [password, topic]",
                        "passwrod is not an authentication parameter of type kafka; did you mean password?",
                        "usernme is not an authentication parameter of type kafka; did you mean username?");
    }

    @Test
    void aSupplierThatThrowsIsAProblemOfTheTriggerAndItsMessageIsNotPrinted() {
        var spec = TriggerSpec.builder("kafka")
                .metadata(Map.of("x", "1"))
                .authentication(() -> {
                    throw new IllegalStateException("hunter2 is no JSON", new IOException("hunter2"));
                })
                .build();
        assertThatThrownBy(OptionReader.of(spec, OPTIONS)::verify)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageNotContaining("hunter2")
                .hasNoCause()
                .extracting(refused -> ((InvalidConfigurationException) refused).problems(), LIST)
                .containsExactly(
                        "the authentication parameters could not be read: their supplier threw IllegalStateException"
                                + " because of IOException",
                        "x is not an option of type kafka; known are [password, topic]");
    }

    @Test
    void aSupplierThatAnswersNullIsAProblemToo() {
        var spec = TriggerSpec.builder("kafka").authentication(() -> null).build();
        assertThatThrownBy(OptionReader.of(spec, OPTIONS)::verify)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(
                        "trigger \"kafka\" (kafka): the authentication parameters must not be null; give none at all"
                                + " instead");
    }

    @Test
    void aSupplierThatAnswersNullLaterNeverMeansNoSecrets() {
        var answers = new AtomicReference<@Nullable Map<String, String>>(Map.of("password", "hunter2"));
        var given = OptionReader.of(
                TriggerSpec.builder("kafka").authentication(answers::get).build(), OPTIONS);
        answers.set(null);
        assertThatThrownBy(given::withCurrentAuthentication)
                .hasMessageStartingWith("the authentication parameters must not be null");
    }

    @Test
    void aSupplierThatThrowsLaterFailsTheOneWhoAsks() {
        var answers = new AtomicBoolean(true);
        var given = OptionReader.of(
                TriggerSpec.builder("kafka")
                        .authentication(() -> {
                            if (!answers.get()) {
                                throw new IllegalStateException("vault is sealed");
                            }
                            return Map.of("password", "hunter2");
                        })
                        .build(),
                OPTIONS);
        assertThatCode(given::verify).doesNotThrowAnyException();
        answers.set(false);
        assertThatThrownBy(given::withCurrentAuthentication).hasMessage("vault is sealed");
    }

    private static OptionReader read(Map<String, String> authentication) {
        return OptionReader.of(
                TriggerSpec.builder("kafka").authentication(authentication).build(), OPTIONS);
    }
}
