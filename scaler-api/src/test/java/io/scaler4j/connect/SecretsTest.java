package io.scaler4j.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Seeds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final Secrets HUNTER2 = Secrets.of(List.of("hunter2"));

    private static List<String> words(SplittableRandom random) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            words.add(Seeds.word(random, "abc", 3 + random.nextInt(5)));
        }
        return words;
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    // ---- texts

    @Test
    void noSecretIsLeftInAnyTextAndMaskingTwiceIsMaskingOnce() {
        Seeds.each((random, replay) -> {
            List<String> secrets = words(random);
            String masked = Secrets.of(secrets).mask(Seeds.word(random, "abcd ", 60) + String.join("-", secrets));
            assertThat(secrets).as(replay).noneMatch(masked::contains);
            assertThat(Secrets.of(secrets).mask(masked)).as(replay).isEqualTo(masked);
        });
    }

    @Test
    void aTextWithoutASecretStaysAsItIs() {
        Seeds.each((random, replay) -> {
            String text = Seeds.word(random, "defg ", 60);
            assertThat(Secrets.of(words(random)).mask(text)).as(replay).isEqualTo(text);
        });
    }

    @Test
    void theLongestSecretIsMaskedFirstSoThatNoPartOfItIsLeft() {
        assertThat(Secrets.of(List.of("hunter", "hunter2-and-more", "hunter2")).mask("was hunter2-and-more"))
                .isEqualTo("was ***");
    }

    @Test
    void secretsOfFewerThanThreeCharactersAreEverywhereAndNotMasked() {
        var secrets = Secrets.of(List.of("", "a", "ab", "abc"));
        assertThat(secrets.mask("ab abc a")).isEqualTo("ab *** a");
        assertThat(secrets).hasToString("1 secrets");
    }

    @Test
    void eachLineOfAPemTextIsASecretAndItsFrameIsNot() {
        String pem = "-----BEGIN PRIVATE KEY-----\nMIIBVQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
        var secrets = Secrets.of(List.of(pem));
        assertThat(secrets.mask("bad base64: hkiG9w0BAQEFAASC")).isEqualTo("bad base64: ***");
        assertThat(secrets.mask("after -----BEGIN PRIVATE KEY-----")).isEqualTo("after -----BEGIN PRIVATE KEY-----");
        assertThat(secrets.mask(pem)).isEqualTo("***");
    }

    @Test
    void linesOfOtherTextsAreNoSecretsUnlessTheyAreGivenAsWords() {
        String jaas = "module required username=\"scaler\" password='hunter2';";
        assertThat(Secrets.of(List.of(jaas)).mask("hunter2 of scaler")).isEqualTo("hunter2 of scaler");
        assertThat(Secrets.of(List.of()).andWordsOf(List.of(jaas)).mask("hunter2 of scaler"))
                .isEqualTo("*** of ***");
        assertThat(Secrets.of(List.of()).andWordsOf(List.of(jaas)).mask(jaas)).isEqualTo("***");
    }

    @Test
    void furtherSecretsAreACopyWithBoth() {
        var others = Secrets.of(List.of("swordfish"));
        assertThat(HUNTER2.and(others).mask("hunter2 swordfish")).isEqualTo("*** ***");
        assertThat(HUNTER2.andWordsOf(List.of("swordfish")).mask("hunter2 swordfish"))
                .isEqualTo("*** ***");
        assertThat(HUNTER2.mask("hunter2 swordfish"))
                .as("the first is as it was")
                .isEqualTo("*** swordfish");
        assertThat(HUNTER2.and(HUNTER2)).hasToString("1 secrets");
    }

    // ---- digests

    @Test
    void digestsAreEqualForEqualPartsOnly() {
        Seeds.each((random, replay) -> {
            List<String> one = words(random);
            List<String> other = words(random);
            assertThat(Secrets.fingerprint(one).equals(Secrets.fingerprint(other)))
                    .as(replay)
                    .isEqualTo(one.equals(other));
            assertThat(Secrets.fingerprint(List.copyOf(one))).as(replay).isEqualTo(Secrets.fingerprint(one));
        });
    }

    @Test
    void whatStandsInWhichPartMakesADifference() {
        assertThat(List.of(
                        Secrets.fingerprint(List.of()),
                        Secrets.fingerprint(List.of("")),
                        Secrets.fingerprint(List.of("", "")),
                        Secrets.fingerprint(List.of("ab", "c")),
                        Secrets.fingerprint(List.of("a", "bc")),
                        Secrets.fingerprint(List.of("abc")),
                        Secrets.fingerprint(List.of("1:a1:b")),
                        Secrets.fingerprint(List.of("a", "b")),
                        Secrets.fingerprint(List.of("b", "a"))))
                .doesNotHaveDuplicates()
                .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    }

    // ---- exceptions

    @Test
    void anExceptionWithoutASecretIsTheSameObject() {
        var thrown = new IOException("no route", new IllegalStateException("to host"));
        thrown.addSuppressed(new IOException("and none back"));
        assertThat(HUNTER2.mask(thrown)).isSameAs(thrown);
        var silent = new IOException((String) null);
        assertThat(HUNTER2.mask(silent)).isSameAs(silent);
    }

    @Test
    void anExceptionWhoseTypeIsNamedLikeASecretIsNotMasked() {
        var thrown = new IOException("no route");
        assertThat(Secrets.of(List.of("java.io")).mask(thrown)).isSameAs(thrown);
    }

    @Test
    void aStandInHasTheTypeTheTraceAndTheTextWithoutTheSecret() {
        var thrown = new IOException("user hunter2 refused");
        Throwable masked = HUNTER2.mask(thrown);
        assertThat(masked).hasMessage("user *** refused").hasToString("java.io.IOException: user *** refused");
        assertThat(masked.getStackTrace()).isEqualTo(thrown.getStackTrace());
        assertThat(Secrets.typeOf(masked)).isEqualTo(IOException.class);
        assertThat(Secrets.typeOf(thrown)).isEqualTo(IOException.class);
    }

    @Test
    void aSecretDeepInTheCausesMasksEverythingAboveIt() {
        var cause = new IOException("password hunter2");
        Throwable masked =
                HUNTER2.mask(new ExecutionException("sent", new IllegalStateException("while logging in", cause)));
        assertThat(trace(masked)).doesNotContain("hunter2").contains("while logging in", "password ***");
        assertThat(Secrets.typeOf(masked)).isEqualTo(ExecutionException.class);
        assertThat(Secrets.typeOf(masked.getCause().getCause())).isEqualTo(IOException.class);
    }

    @Test
    void aSecretThatWasSuppressedIsNotPrintedEither() {
        var thrown = new IOException("no route");
        thrown.addSuppressed(new IllegalStateException("could not close", new IOException("hunter2")));
        Throwable masked = HUNTER2.mask(thrown);
        assertThat(trace(masked)).doesNotContain("hunter2").contains("no route");
        assertThat(masked.getSuppressed()).isEmpty();
    }

    @Test
    void aStandInThatIsMaskedAgainStillStandsForTheOriginal() {
        Throwable once = HUNTER2.mask(new IOException("hunter2 and swordfish"));
        Throwable twice = Secrets.of(List.of("swordfish")).mask(once);
        assertThat(twice).hasMessage("*** and ***").hasToString("java.io.IOException: *** and ***");
        assertThat(Secrets.typeOf(twice)).isEqualTo(IOException.class);
    }

    @Test
    void anExceptionWithoutATextGetsNoneByBeingMasked() {
        Throwable masked = HUNTER2.mask(new IOException(null, new IOException("hunter2")));
        assertThat(masked).hasMessage(null).hasToString("java.io.IOException");
        assertThat(masked.getCause()).hasMessage("***");
    }

    @Test
    void causesThatGoInACircleAreMaskedAndNotFollowedForEver() {
        var one = new IOException("hunter2");
        var other = new IllegalStateException("other hunter2", one);
        one.initCause(other);
        Throwable masked = HUNTER2.mask(one);
        assertThat(trace(masked)).doesNotContain("hunter2").contains("other ***");
    }
}
