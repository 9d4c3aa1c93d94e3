package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What binds how tightly, and what belongs to what. */
class ParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "a + b * c                 => (+ a (* b c))",
                "a * b + c                 => (+ (* a b) c)",
                "a - b - c                 => (- (- a b) c)",
                "a ** b ** c               => (** a (** b c))",
                "a ^ 2                     => (** a 2)",
                "-a ** 2                   => (- (** a 2))",
                "-a * b                    => (* (- a) b)",
                "2 * -a                    => (* 2 (- a))",
                "not a == b                => (== (! a) b)",
                "!a && b                   => (&& (! a) b)",
                "a || b && c               => (|| a (&& b c))",
                "a or b and c              => (|| a (&& b c))",
                "a == b + 1                => (== a (+ b 1))",
                "a + 1 .. b                => (.. (+ a 1) b)",
                "a in 1..5                 => (in a (.. 1 5))",
                "a not in b                => (! (in a b))",
                "a < b < c                 => (&& (< a b) (< b c))",
                "1 < a <= b < 5            => (&& (&& (< 1 a) (<= a b)) (< b 5))",
                "a < b == c                => (== (< a b) c)",
                "a ?? b                    => (?? a b)",
                "a ?? b ?? c               => (?? (?? a b) c)",
                "a + b ?? c                => (+ a (?? b c))",
                "a * b ?? c + 1            => (+ (* a (?? b c)) 1)",
                "-a ?? b                   => (- (?? a b))",
                "a ?? b ? 1 : 2            => (if (?? a b) 1 2)",
                "a ? b : c ? 1 : 2         => (if a b (if c 1 2))",
                "a ?: b                    => (if a a b)",
                "a > 1 ? 2 : 3             => (if (> a 1) 2 3)",
                "if a {b} else {c}         => (if a b c)",
                "if a {1} else if b {2} else {3} => (if a 1 (if b 2 3))",
                "let x = a; x + 1          => (let a (+ x 1))",
                "let x = a; let y = b; x   => (let a (let b x))",
                "1; 2                      => (sequence 1 2)",
                "1;                        => 1",
                "(1; 2) + 3                => (+ (sequence 1 2) 3)",
                "[a, b,]                   => (array a b)",
                "[]                        => (array)",
                "[a][0][1]                 => (index (index (array a) 0) 1)",
                "[a][1:]                   => (slice (array a) 1 _)",
                "[a][:2]                   => (slice (array a) _ 2)",
                "[a][:]                    => (slice (array a) _ _)",
                "-[a][0]                   => (- (index (array a) 0))",
                "max(a, b,)                => (max a b)",
                "::max(a)                  => (max a)",
                "a | max(b)                => (max a b)",
                "a + 1 | max(b) | min(c)   => (min (max (+ a 1) b) c)",
                "a ?? b | max(c)           => (max (?? a b) c)",
                "count([a], # > 1)         => (count (array a) (> # 1))",
                "count([a], {# > 1})       => (count (array a) (> # 1))",
                "count([a], {let x = #; x > 1}) => (count (array a) (let # (> x 1)))",
                "[a] | count(# > 1)        => (count (array a) (> # 1))",
                "sum([a])                  => (sum (array a))",
                "reduce([a], #acc + #, 0)  => (reduce (array a) (+ #acc #) 0)",
                "map([a], map([b], #))     => (map (array a) (map (array b) #))",
                "$env[\"a\"] + $env.b      => (+ $env.a $env.b)",
                "true == false             => (== true false)",
                "nil                       => nil",
                "0x10 + 0b11 + 0o17        => (+ (+ 16 3) 15)",
                "1e2 + .5                  => (+ 100.0 0.5)",
                "a contains b              => (contains a b)",
                "a not startsWith b        => (! (startsWith a b))",
            })
    void aTextIsATree(String text, String tree) {
        assertThat(Trees.parsed(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ?? b + 1",
                "a ?? b == 1",
                "a ?? b in [1]",
                "a b",
                "a +",
                "* a",
                "(a",
                "a)",
                "[a",
                "[a b]",
                "[,a]",
                "max(a",
                "max(,a)",
                "a ? b",
                "let a",
                "let x = 1",
                "let x 1; x",
                "if a {1}",
                "if a {1} else 2",
                "1 2",
                "1[0]",
                "a not b",
                "a | b",
                "a | 1",
                "count()",
                "count([a] # > 1)",
                "filter([a])",
                "count([a], # > 1; true)",
                "a..",
                "#",
                ".5.5",
                "::",
                "::5",
                "a ? 1 :: 2",
                "a.",
                "else",
                "in",
                "&& a",
                "a = b"
            })
    void otherTextsAreNone(String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Trees.parsed(text))
                .satisfies(refusal -> assertThat(refusal.sentence()).contains("; "));
    }
}
