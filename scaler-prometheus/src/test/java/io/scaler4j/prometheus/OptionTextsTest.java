package io.scaler4j.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, lists of pairs and addresses as text. */
class OptionTextsTest {

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "1m30s, PT1M30S",
        "1.5h, PT1H30M",
        "500ms, PT0.5S",
        "250us, PT0.00025S",
        "250\u00b5s, PT0.00025S",
        "3ns, PT0.000000003S",
        "1s1m, PT1M1S",
        ".5s, PT0.5S",
        "5.s, PT5S",
        "-5s, PT-5S",
        "0, PT0S",
        "2500, PT2.5S",
        "-1, PT-0.001S",
        "+7s, PT7S"
    })
    void aDurationIsReadAsKedaDoes(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "1.5", "1 s", "1d", "1sx", "1m-30s", ".s", "1e3s", "PT5S", "9999999999h", "", "- 5s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
    }

    @Test
    void pairsMayHoldSignsAndEscapedCommas() {
        assertThat(PairList.parse(" X-Key = abc== , b=1\\,2,empty=, X-Key=later ,"))
                .containsExactly(entry("X-Key", "later"), entry("b", "1,2"), entry("empty", ""));
        assertThat(PairList.parse("a=b\\c")).containsExactly(entry("a", "b\\c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key1=value1,key2", ",", "a", "=b", "a=1,,b=2", " =x"})
    void whatIsNoListOfPairsIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PairList.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "http://prom:9090, http://prom:9090",
        "http://prom:9090///, http://prom:9090",
        "HTTPS://Prom.Example.com/a/b/, https://prom.example.com/a/b",
        "http://my_service.ns:80/x%20y, http://my_service.ns:80/x%20y",
        "http://user:p%40ss@prom, http://prom",
        "http://[::1]:9090/v1, http://[::1]:9090/v1"
    })
    void anAddressIsShownWithoutUser(String text, String shown) {
        assertThat(ServerAddress.parse(text)).hasToString(shown);
    }

    @Test
    void aUserInAnAddressIsUnescaped() {
        var address = ServerAddress.parse("http://us%3Aer:p%40ss+word@prom");

        assertThat(address.user()).isEqualTo("us:er");
        assertThat(address.password()).isEqualTo("p@ss+word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prom:9090",
                "ftp://prom",
                "http://",
                "http:///path",
                "http://prom?x=1",
                "http://prom/#a",
                "http://prom:port",
                "http://prom/a b",
                "http://user:secret@/x",
                "//user:secret@prom"
            })
    void whatIsNoAddressIsRefusedWithoutQuotingAUser(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(text))
                .withMessageContaining("serverAddress must be a URL without a query, such as http://prometheus:9090")
                .withMessageNotContaining("secret");
    }
}
