package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words are cut as expr-lang cuts them. */
class LexerTest {

    private static String words(String text) {
        return Lexer.tokens(text).stream()
                .filter(token -> !token.is(Token.Kind.END))
                .map(token -> token.kind().name().charAt(0) + ":" + token.text())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '~',
            value = {
                "a+b                 -> N:a O:+ N:b",
                "1..5                -> N:1 O:.. N:5",
                "1...5               -> N:1 O:.. N:.5",
                "a..b                -> N:a O:.. N:b",
                ".5.5                -> N:.5.5",
                "1.5e-3              -> N:1.5e-3",
                "0x1F_0              -> N:0x1F_0",
                "a?.5:1              -> N:a O:?. N:5 O:: N:1",
                "a??b                -> N:a O:?? N:b",
                "a**-b               -> N:a O:** O:- N:b",
                "a<=b!=c             -> N:a O:<= N:b O:!= N:c",
                "!!a                 -> O:! O:! N:a",
                "a||b|c              -> N:a O:|| N:b O:| N:c",
                "#acc+#              -> O:# N:acc O:+ O:#",
                "# acc               -> O:# N:acc",
                "##                  -> O:##",
                "not in              -> O:not O:in",
                "notin               -> N:notin",
                "$env[\"a b\"]       -> N:$env B:[ S:a b B:]",
                "::max(a)            -> O::: N:max B:( N:a B:)",
                "a /* b * c **/ d    -> N:a N:d",
                "äöü_1               -> N:äöü_1",
                "if{}else            -> O:if B:{ B:} O:else",
                "'a\\'b' \"c\\\"d\"  -> S:a'b S:c\"d",
                "`a``b`              -> S:a`b",
            })
    void wordsAreCutGreedily(String text, String expected) {
        assertThat(words(text)).isEqualTo(expected);
    }

    @Test
    void commentsAndSpacesAreNoWords() {
        assertThat(words("a // b\n+ /* c\n */ d")).isEqualTo("N:a O:+ N:d");
        assertThat(words("\u00a0\t\r\n\u2003a")).isEqualTo("N:a");
        assertThat(words("// only")).isEmpty();
    }

    @Test
    void aWordKnowsWhereItStarts() {
        assertThat(Lexer.tokens("ab + 'x' #c")).extracting(Token::at).containsExactly(0, 3, 5, 9, 10, 11);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiterString = "->",
            value = {
                "\"\\a\\b\\f\\n\\r\\t\\v\\\\\"  -> 7 8 12 10 13 9 11 92",
                "'\\x41\\101\\u0042\\U00000043' -> 65 65 66 67",
                "'\\u{1F600}'                   -> 128512",
                "'\\ud800'                      -> 65533",
                "'\\xff'                        -> 255",
            })
    void escapesStandForCharacters(String text, String codes) {
        assertThat(Lexer.tokens(text).get(0).text().codePoints().mapToObj(String::valueOf))
                .containsExactly(codes.split(" "));
    }

    @Test
    void linesInRawStringsStay() {
        assertThat(Lexer.tokens("`a\nb`").get(0).text()).isEqualTo("a\nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'\\q'",
                "'\\x4'",
                "'\\x4g'",
                "'\\u{}'",
                "'\\u{1234567}'",
                "'\\u{110000}'",
                "'\\U00110000'",
                "'\\400'",
                "'\\08'",
                "'\\\"'",
                "\"\\'\"",
                "'open",
                "'open\n'",
                "`open",
                "/* open",
                "1x",
                "0b2",
                "0o8",
                "0xg",
                "@",
                "~",
                "\u0000",
                "1_a"
            })
    void otherTextsAreRefused(String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Lexer.tokens(text))
                .satisfies(refusal -> assertThat(refusal.sentence()).contains("; "));
    }
}
