package io.scaler4j.registry;

import static io.scaler4j.registry.StatesFixture.START;
import static io.scaler4j.registry.StatesFixture.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.scaler4j.Seeds;
import io.scaler4j.policy.ScalingState;
import io.scaler4j.registry.SavedState.PendingWrite;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** States as they are kept, and as lines of the file of a folder. */
class SavedStateTest {

    private static ScalingState state(SplittableRandom random) {
        return random.nextInt(4) == 0
                ? ScalingState.initial()
                : decision(random.nextInt(5)).next(random.nextBoolean());
    }

    private static SavedState any(SplittableRandom random) {
        return random.nextBoolean()
                ? SavedState.of(state(random))
                : SavedState.before(state(random), new PendingWrite(random.nextInt(3), state(random)));
    }

    @Test
    void theStateAfterAPendingWriteCountsIfAndOnlyIfTheTargetHasItsCount() {
        Seeds.each((random, replay) -> {
            ScalingState without = state(random);
            ScalingState with = state(random);
            int written = random.nextInt(4);
            int found = random.nextInt(4);
            SavedState saved = SavedState.before(without, new PendingWrite(written, with));
            assertThat(saved.resolve(found)).as(replay).isEqualTo(found == written ? with : without);
            assertThat(SavedState.of(without).resolve(found)).as(replay).isEqualTo(without);
        });
    }

    @Test
    void whatIsSavedBeforeADecisionHoldsBothStatesThatCanComeOfIt() {
        SavedState saved = SavedState.before(decision(1), START.plusSeconds(3));
        assertThat(saved.state()).isEqualTo(decision(1).next(false));
        assertThat(saved.pending())
                .contains(new PendingWrite(decision(1).to(), decision(1).next(START.plusSeconds(3))));
        assertThat(saved.resolve(decision(1).to()))
                .isNotEqualTo(saved.resolve(decision(1).from()));
    }

    @Test
    void equalStatesHaveEqualHashCodesAndEqualityGoesBothWays() {
        Seeds.each((random, replay) -> {
            SavedState one = any(random);
            SavedState other = any(random);
            boolean same = one.state().equals(other.state()) && one.pending().equals(other.pending());
            assertThat(one.equals(other)).as(replay).isEqualTo(same).isEqualTo(other.equals(one));
            if (same) {
                assertThat(one).as(replay).hasSameHashCodeAs(other).hasToString(other.toString());
            }
        });
        assertThat(SavedState.of(ScalingState.initial())).isNotEqualTo(ScalingState.initial());
    }

    @Test
    void theTextSaysWhatIsPending() {
        assertThat(SavedState.of(ScalingState.initial()))
                .hasToString(ScalingState.initial().toString());
        assertThat(SavedState.before(ScalingState.initial(), new PendingWrite(7, ScalingState.initial())))
                .hasToString(ScalingState.initial() + ", a write of 7 replicas is pending");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void whatCannotBeAStateIsRefusedWithASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PendingWrite(-1, ScalingState.initial()))
                .withMessage("replicas must be at least 0, was -1");
        assertThat(new PendingWrite(0, ScalingState.initial()).replicas()).isZero();
        assertThatNullPointerException()
                .isThrownBy(() -> new PendingWrite(1, null))
                .withMessageStartingWith("next must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> SavedState.of(null))
                .withMessageStartingWith("state must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> SavedState.before(null, new PendingWrite(1, ScalingState.initial())))
                .withMessageStartingWith("state must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> SavedState.before(ScalingState.initial(), null))
                .withMessageStartingWith("pending must not be null");
    }

    // ---- lines

    private static StateLine line(SplittableRandom random) {
        String name = Seeds.word(random, "orders /%+äλ\n\r\t\"-", 1 + random.nextInt(12));
        return new StateLine(name, random.nextInt(5) == 0 ? Optional.empty() : Optional.of(any(random)));
    }

    @Test
    void aLineIsReadAsItWasWrittenWhateverTheName() {
        Seeds.each((random, replay) -> {
            StateLine line = line(random);
            String text = line.toText();
            assertThat(text).as(replay).endsWith("\n");
            assertThat(text.chars()).as(replay).allMatch(c -> c < 0x80);
            assertThat(text.lines()).as(replay).hasSize(1);
            assertThat(StateLine.parse(text.strip())).as(replay).isEqualTo(line);
        });
    }

    @Test
    void aLineWithAnotherCharacterAnywhereIsRefused() {
        Seeds.each((random, replay) -> {
            String text = line(random).toText().strip();
            int at = random.nextInt(text.length());
            char other = (char) (text.charAt(at) ^ (1 << random.nextInt(6)));
            String damaged = text.substring(0, at) + other + text.substring(at + 1);
            assertThatIllegalArgumentException()
                    .as("%s: %s", replay, damaged)
                    .isThrownBy(() -> StateLine.parse(damaged));
        });
    }

    @Test
    void aLineThatIsCutAnywhereIsRefused() {
        Seeds.each((random, replay) -> {
            String text = line(random).toText().strip();
            String cut = text.substring(0, random.nextInt(text.length()));
            assertThatIllegalArgumentException().as("%s: %s", replay, cut).isThrownBy(() -> StateLine.parse(cut));
        });
    }
}
