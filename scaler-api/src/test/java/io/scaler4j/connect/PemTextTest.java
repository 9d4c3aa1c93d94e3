package io.scaler4j.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Seeds;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Blocks of PEM survive every form in which settings bring them. */
class PemTextTest {

    private static byte[] content(SplittableRandom random) {
        byte[] content = new byte[1 + random.nextInt(200)];
        random.nextBytes(content);
        return content;
    }

    private static String encoded(String text) {
        return Base64.getMimeEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String asGiven(SplittableRandom random, String pem) {
        return switch (random.nextInt(6)) {
            case 0 -> pem.replace("\n", "\\n");
            case 1 -> pem.replace("\n", "\\r\\n");
            case 2 -> pem.replace("\n", "\r\n");
            case 3 -> encoded(pem);
            case 4 -> encoded(encoded(pem));
            default -> pem;
        };
    }

    @Test
    void allBlocksAreFoundInTheirOrderWhateverStandsBetweenThem() {
        Seeds.each((random, replay) -> {
            List<String> labels = new ArrayList<>();
            List<byte[]> contents = new ArrayList<>();
            var pem = new StringBuilder("Bag Attributes\n");
            for (int i = 0; i < random.nextInt(5); i++) {
                labels.add(Seeds.any(random, List.of("CERTIFICATE", "PRIVATE KEY", "RSA PRIVATE KEY")));
                contents.add(content(random));
                pem.append(PemText.of(labels.get(i), contents.get(i))).append("subject=CN=orders\n");
            }
            List<PemText.Block> blocks =
                    PemText.blocks(asGiven(random, pem.toString())).toList();
            assertThat(blocks).as(replay).extracting(PemText.Block::label).isEqualTo(labels);
            for (int i = 0; i < blocks.size(); i++) {
                assertThat(blocks.get(i).bytes()).as(replay).isEqualTo(contents.get(i));
            }
        });
    }

    @Test
    void aBlockHasShortLinesAndEndsWithItsLabel() {
        Seeds.each((random, replay) -> {
            String pem = PemText.of("CERTIFICATE", content(random));
            assertThat(pem)
                    .as(replay)
                    .startsWith("-----BEGIN CERTIFICATE-----\n")
                    .endsWith("\n-----END CERTIFICATE-----\n");
            assertThat(pem.lines()).as(replay).allMatch(line -> line.length() <= 64);
        });
    }

    @Test
    void whatBeginsAndEndsWithDifferentLabelsIsNoBlock() {
        String mixed = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END PRIVATE KEY-----\n";
        assertThat(PemText.blocks(mixed)).isEmpty();
        assertThat(PemText.blocks(mixed.substring(0, 40))).isEmpty();
    }

    @Test
    void aTextWithoutPemIsDecodedToItself() {
        Seeds.each((random, replay) -> {
            String text = Seeds.word(random, "abcXYZ019+/=\\n \n-", random.nextInt(80));
            assertThat(PemText.decoded(text)).as(replay).isEqualTo(text);
            assertThat(PemText.decoded(encoded(text))).as(replay).isEqualTo(encoded(text));
        });
    }

    @Test
    void moreEncodingsThanAnybodyNeedsAreNotFollowed() {
        String pem = PemText.of("CERTIFICATE", new byte[] {1, 2, 3});
        String thrice = encoded(encoded(encoded(pem)));
        assertThat(PemText.decoded(thrice)).isEqualTo(pem);
        assertThat(PemText.decoded(encoded(thrice))).isEqualTo(encoded(thrice));
    }
}
