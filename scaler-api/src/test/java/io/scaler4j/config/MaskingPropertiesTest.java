package io.scaler4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.scaler4j.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** No text shows a generated password, in whichever of the documented forms it stands; all else stays. */
class MaskingPropertiesTest {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    /** As in passwords that a generator makes; without a comma, which may separate addresses. */
    private static final String PASSWORD = LETTERS + "!#$%&*+-./:;<=>?@[]^_{|}~";

    private static String host(SplittableRandom random) {
        return Seeds.word(random, "bcdfgh", 5) + "." + Seeds.word(random, "klmnp", 4);
    }

    private static String password(SplittableRandom random) {
        return "Q" + Seeds.word(random, PASSWORD, 6 + random.nextInt(20)) + "Z9";
    }

    private static String address(SplittableRandom random, String password) {
        String host = host(random);
        return switch (random.nextInt(4)) {
            case 0 -> "redis://user:" + password + "@" + host + ":6379/0";
            case 1 -> "rediss://:" + password + "@" + host;
            case 2 -> ":" + password + "@" + host;
            default -> "user:" + password + "@" + host + ":9092";
        };
    }

    @Test
    void aPasswordInAnAddressIsNeverShownAndTheHostIs() {
        Seeds.each((random, replay) -> {
            String password = password(random);
            String address = address(random, password);
            String host = address.substring(address.lastIndexOf('@') + 1);
            for (String shown : List.of(Masking.address(address), Masking.url(address), Masking.quote(address))) {
                assertThat(shown).as(replay).doesNotContain(password).contains("***@");
            }
            assertThat(Masking.address(address)).as(replay).endsWith(host);
        });
    }

    @Test
    void aPasswordInAnAddressInASentenceIsNeverShown() {
        Seeds.each((random, replay) -> {
            String password = password(random);
            String sentence = Masking.sentence("no answer from " + address(random, password) + " within 5 s");
            assertThat(sentence)
                    .as(replay)
                    .startsWith("no answer from ")
                    .endsWith(" within 5 s")
                    .doesNotContain(password);
        });
    }

    @Test
    void whatFollowsTheNameOfASecretIsNeverShown() {
        Seeds.each((random, replay) -> {
            String secret = Seeds.word(random, LETTERS, 8);
            String name = Seeds.any(
                    random, List.of("password", "access_token", "sasl.client-secret", "API_KEY", "apikey", "pwd"));
            String blank = Seeds.any(random, List.of("", " "));
            String quote = Seeds.any(random, List.of("", "'", "\""));
            String text = "x=1," + name + blank + "=" + blank + quote + secret + quote + ";y=2";
            assertThat(Masking.sentence(text))
                    .as(replay)
                    .doesNotContain(secret)
                    .startsWith("x=1," + name)
                    .endsWith(";y=2");
            assertThat(Masking.address(text)).as(replay).doesNotContain(secret);
            assertThat(Masking.secretsIn(text)).as(replay).anyMatch(found -> found.contains(secret));
        });
    }

    @Test
    void theSecretsThatAreFoundInAnAddressTakeItsPasswordOutOfAnyText() {
        Seeds.each((random, replay) -> {
            String password = password(random);
            String text = "it said " + address(random, password).split("/\\d", 2)[0];
            String masked = text;
            for (String secret : Masking.secretsIn(text.substring("it said ".length()))) {
                masked = masked.replace(secret, "***");
            }
            assertThat(masked).as(replay).doesNotContain(password);
        });
    }

    @Test
    void maskingTwiceIsMaskingOnce() {
        Seeds.each((random, replay) -> {
            String once = Masking.sentence("password=" + password(random) + " at " + address(random, password(random)));
            assertThat(Masking.sentence(once)).as(replay).isEqualTo(once);
        });
    }

    @Test
    void aValueWithoutASecretStaysAsItIs() {
        Seeds.each((random, replay) -> {
            String plain = host(random) + ":" + random.nextInt(1, 65_536) + "," + host(random);
            assertThat(Masking.address(plain)).as(replay).isEqualTo(plain);
            assertThat(Masking.url("https://" + host(random)))
                    .as(replay)
                    .startsWith("https://")
                    .doesNotContain("*");
            assertThat(Masking.sentence("cannot reach " + plain)).as(replay).isEqualTo("cannot reach " + plain);
            assertThat(Masking.secretsIn(plain)).as(replay).isEmpty();
        });
    }

    // ---- quotes

    @Test
    void aQuoteHasNoCharacterThatCannotBeSeenAndIsOfBoundedLength() {
        Seeds.each((random, replay) -> {
            String value = random.ints(random.nextInt(400), 0, 0x300)
                    .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                    .toString();
            String quoted = Masking.quote(value);
            assertThat(quoted.chars())
                    .as(replay)
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
            assertThat(quoted).as(replay).startsWith("\"").endsWith("\"").hasSizeLessThanOrEqualTo(305);
        });
    }

    @Test
    void lettersDigitsAndBlanksAreQuotedAsTheyAre() {
        Seeds.each((random, replay) -> {
            String value = Seeds.word(random, LETTERS + " äöüßéλ中", random.nextInt(300));
            assertThat(Masking.quote(value)).as(replay).isEqualTo('"' + value + '"');
        });
    }

    @Test
    void aQuoteThatIsCutDoesNotCutACharacterInTwo() {
        String emoji = "\uD83D\uDE00";
        String quoted = Masking.quote("x".repeat(299) + emoji + "tail");
        assertThat(quoted).endsWith("...\"").doesNotContain("tail");
        assertThat(quoted.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    // ---- options

    @Test
    void theNameOfASecretOptionIsToldInAnyCase() {
        for (String name : List.of("PASSWORD", "Passphrase", "redisPasswd", "api-key", "customHeaderValue", "tlsKey")) {
            assertThat(Masking.isSecret(name)).as(name).isTrue();
        }
        for (String name : List.of("tokenUrl", "passwordId", "secretName", "activationValue", "")) {
            assertThat(Masking.isSecret(name)).as(name).isFalse();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without NullAway may do
    void anOptionThatIsNullIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> Masking.isSecret(null))
                .withMessage("option must not be null");
    }
}
