package io.scaler4j.scaledobject.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {

    private static final String LETTERS = "az09-.AZ_/ \n";

    @ParameterizedTest
    @EnumSource(Format.class)
    void aTextFitsIfThePatternOfTheJsonSchemaDoes(Format format) {
        var random = new SplittableRandom(format.ordinal());
        var pattern =
                Pattern.compile(format.regex().replaceFirst("\\^", "\\\\A").replaceFirst("\\$$", "\\\\z"));
        int fitting = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int letters = random.nextInt(6); letters > 0; letters--) {
                text.append(LETTERS.charAt(random.nextInt(1 + random.nextInt(LETTERS.length()))));
            }
            boolean fits = format.fits(text.toString());
            assertThat(fits)
                    .as("%s: %s", format, text)
                    .isEqualTo(pattern.matcher(text).find());
            fitting += fits ? 1 : 0;
        }
        assertThat(fitting).as("texts that fit").isBetween(20, 19_999);
    }

    @ParameterizedTest
    @CsvSource({
        "LABEL_KEY, 253, 63",
        "ANNOTATION_KEY, 253, 63",
    })
    void bothPartsOfAKeyHaveALongestLength(Format format, int domain, int name) {
        assertThat(format.fits("a".repeat(name))).isTrue();
        assertThat(format.fits("a".repeat(name + 1))).isFalse();
        assertThat(format.fits("a".repeat(domain) + "/" + "b".repeat(name))).isTrue();
        assertThat(format.fits("a".repeat(domain + 1) + "/b")).isFalse();
        assertThat(format.fits("a/" + "b".repeat(name + 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"LABEL, 63", "LABEL_VALUE, 63", "SUBDOMAIN, 253"})
    void aNameHasALongestLength(Format format, int most) {
        assertThat(format.fits("a".repeat(most))).isTrue();
        assertThat(format.fits("a".repeat(most + 1))).isFalse();
    }
}
