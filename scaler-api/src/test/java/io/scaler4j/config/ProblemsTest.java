package io.scaler4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private final Problems problems = Problems.of("scaling policy");

    @Test
    void withoutAProblemNothingIsThrown() {
        assertThat(problems.isEmpty()).isTrue();
        assertThat(problems.sentences()).isEmpty();
        assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
        assertThat(problems.check(true, "never said")).isTrue();
        assertThat(problems.given("max", 5)).isTrue();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void everyProblemIsToldAtOnceInTheOrderInWhichItWasFound() {
        assertThat(problems.check(false, "min is wrong")).isFalse();
        assertThat(problems.given("max", null)).isFalse();
        problems.add("cooldown is wrong");
        assertThat(problems.isEmpty()).isFalse();
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessage("scaling policy: min is wrong; max must not be null; cooldown is wrong")
                .satisfies(e -> {
                    assertThat(e.subject()).isEqualTo("scaling policy");
                    assertThat(e.problems())
                            .containsExactly("min is wrong", "max must not be null", "cooldown is wrong");
                });
    }

    @Test
    void theSentencesSoFarAreACopy() {
        problems.add("one");
        List<String> before = problems.sentences();
        problems.add("two");
        assertThat(before).containsExactly("one");
        assertThat(problems.sentences()).containsExactly("one", "two");
        assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aPartThatRefusesItselfAddsEachOfItsProblems() {
        problems.add("first");
        problems.include(() -> {
            throw new InvalidConfigurationException("rules", List.of("second", "third"));
        });
        problems.include(() -> {
            throw new IllegalArgumentException("fourth");
        });
        problems.include(() -> {});
        assertThat(problems.sentences()).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void aPartThatIsBrokenIsNoWrongConfiguration() {
        assertThatThrownBy(() -> problems.include(() -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aPartThatRefusesWithoutAWordIsAProblemAllTheSame() {
        problems.include(() -> {
            throw new IllegalArgumentException();
        });
        assertThat(problems.sentences()).hasSize(1);
    }

    @Test
    void knownSecretsAreTakenOutOfEachSentenceWhereverItComesFrom() {
        var masked = Problems.of("trigger", sentence -> sentence.replace("hunter2", "***"));
        masked.add("topic was hunter2");
        masked.check(false, "group was hunter2");
        masked.include(() -> {
            throw new IllegalArgumentException("host was hunter2");
        });
        masked.include(() -> {
            throw new InvalidConfigurationException("file", List.of("port was hunter2"));
        });
        assertThat(masked.sentences())
                .containsExactly("topic was ***", "group was ***", "host was ***", "port was ***");
    }

    // ---- the exception

    @Test
    void theProblemsOfTheExceptionAreFixed() {
        List<String> given = new ArrayList<>(List.of("one"));
        var refused = new InvalidConfigurationException("x", given);
        given.add("two");
        assertThat(refused.problems()).containsExactly("one");
        assertThat(refused).isInstanceOf(IllegalArgumentException.class).hasMessage("x: one");
        assertThatThrownBy(() -> refused.problems().add("three")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @SuppressWarnings("BanSerializableRead") // of what this test wrote
    void aCopyFromAnotherProcessStillSaysEverything() throws IOException, ClassNotFoundException {
        var refused = new InvalidConfigurationException("trigger", List.of("one", "two"));
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(refused);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var copy = (InvalidConfigurationException) in.readObject();
            assertThat(copy).hasMessage("trigger: one; two");
            assertThat(copy.subject()).isEqualTo("trigger");
            assertThat(copy.problems()).isEmpty();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void aProblemThatIsNullIsRefused() {
        List<String> withNull = new ArrayList<>();
        withNull.add(null);
        assertThatThrownBy(() -> new InvalidConfigurationException("x", withNull))
                .hasMessage("a problem must not be null; it is a sentence");
        assertThatThrownBy(() -> Problems.of("x", null)).hasMessageStartingWith("mask must not be null");
    }
}
