package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is evaluated is what expr-lang evaluates, where that can be seen. */
class OptimizerTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>>",
            quoteCharacter = '~',
            value = {
                "1 + 2 * 3                          =>> 7",
                "1 + 2.5                            =>> 3.5",
                "7 / 2                              =>> 3.5",
                "2 ** 3                             =>> 8.0",
                "7 % 3                              =>> 1",
                "-3                                 =>> -3",
                "+a                                 =>> (+ a)",
                "'a' + 'b'                          =>> 'ab'",
                "1 == 1                             =>> true",
                "1.0 == 1.0                         =>> (== 1.0 1.0)",
                "1 != 1                             =>> (!= 1 1)",
                "true && a > 1                      =>> (> a 1)",
                "a > 1 && false                     =>> false",
                "false || a > 1                     =>> (> a 1)",
                "a > 1 || true                      =>> true",
                "!true                              =>> false",
                "[1, 2.5, 'x', true]                =>> [1, 2.5, x, true]",
                "[1, a]                             =>> (array 1 a)",
                "int(a) in [1, 2]                   =>> (in integers (int a) [1, 2])",
                "int(a) in [1, -2]                  =>> (in (int a) [1, -2])",
                "a in [1, 2]                        =>> (in a [1, 2])",
                "'x' in ['x', 'y']                  =>> (in strings 'x' [x, y])",
                "int(a) in 1..5                     =>> (&& (>= (int a) 1) (<= (int a) 5))",
                "a in 1..5                          =>> (in a (.. 1 5))",
                "map(filter([a, b], # > 1), # * 2)  =>> (filter (array a b) (> # 1) =>(* # 2))",
                "map(filter([a], # > 1), #index)    =>> (map (filter (array a) (> # 1)) #index)",
                "filter(filter([a], # > 1), # < 9)  =>> (filter (array a) (&& (> # 1) (< # 9)))",
                "len(filter([a], # > 1))            =>> (count (array a) (> # 1))",
                "first(filter([a], # > 1))          =>> (find (array a) (> # 1))",
                "filter([a], # > 1)[0]              =>> (find! (array a) (> # 1))",
                "count([a], # > 1) > 0              =>> (any (array a) (> # 1))",
                "count([a], # > 1) >= 1             =>> (any (array a) (> # 1))",
                "count([a], # > 1) > 1              =>> (> (count<2 (array a) (> # 1)) 1)",
                "count([a], # > 1) <= 2             =>> (<= (count<3 (array a) (> # 1)) 2)",
                "count([a], # > 1) == 2             =>> (== (count (array a) (> # 1)) 2)",
                "all([a], # > 1) && all([a], # < 9) =>> (all (array a) (&& (> # 1) (< # 9)))",
                "any([a], # > 1) || any([a], # < 9) =>> (any (array a) (|| (> # 1) (< # 9)))",
                "none([a], # > 1) && none([a], # < 9) =>> (none (array a) (|| (> # 1) (< # 9)))",
                "all([a], # > 1) || all([a], # < 9) =>> (|| (all (array a) (> # 1)) (all (array a) (< # 9)))",
                "all([a], # > 1) && all([b], # < 9) =>> (&& (all (array a) (> # 1)) (all (array b) (< # 9)))",
                "sum([a, b, c])                     =>> (add a b c)",
                "sum([a])                           =>> (sum (array a))",
                "sum([1, 2])                        =>> (sum [1, 2])",
                "sum(map([a], # * 2))               =>> (sum (array a) (* # 2))",
                "sum(1..10)                         =>> 55",
                "sum(1..10, # * 2)                  =>> 110",
                "sum(1..10, 3 + #)                  =>> 85",
                "sum(1..10, # - 1)                  =>> 45",
                "sum(1..10, 1 - #)                  =>> -45",
                "sum(1..10, # / 2)                  =>> (sum (.. 1 10) (/ # 2))",
                "sum(3..1)                          =>> (sum (.. 3 1))",
                "reduce(1..10, # + #acc)            =>> 55",
                "reduce(1..10, #acc + #, 5)         =>> 60",
                "reduce(1..10, #acc + #, 5.0)       =>> (reduce (.. 1 10) (+ #acc #) 5.0)",
                "reduce(1..10, #acc * #)            =>> (reduce (.. 1 10) (* #acc #))",
                "[a, 0.0, -0.0]                     =>> (array a 0.0 0.0)",
                "[a, -0.0, 0.0]                     =>> (array a -0.0 -0.0)",
            })
    void aTreeIsRewritten(String text, String tree) {
        assertThat(Trees.optimized(text)).isEqualTo(tree);
    }

    @Test
    void aRemainderByALiteralZeroIsRefused() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Trees.optimized("1 + 7 % 0"));
        assertThat(Trees.optimized("int(a) % 0")).isEqualTo("(% (int a) 0)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>>",
            quoteCharacter = '~',
            value = {
                "a                    =>> FLOAT",
                "1 + 2                =>> INT",
                "1 + a                =>> FLOAT",
                "1 / 2                =>> FLOAT",
                "int(a) % 2           =>> INT",
                "a > 1                =>> BOOL",
                "'x'                  =>> TEXT",
                "nil                  =>> NIL",
                "[1]                  =>> ARRAY",
                "[1, a][0]            =>> ANY",
                "[a, b][0]            =>> FLOAT",
                "[][0]                =>> UNKNOWN",
                "[nil][0]             =>> NIL",
                "a > 1 ? 1 : 2        =>> INT",
                "a > 1 ? 1 : a        =>> UNKNOWN",
                "a > 1 ? nil : a      =>> FLOAT",
                "a ?? 1               =>> UNKNOWN",
                "a ?? b               =>> FLOAT",
                "nil ?? 1             =>> INT",
                "max(1, a)            =>> INT",
                "max(a, 1)            =>> FLOAT",
                "max([a])             =>> ANY",
                "mean(1, 2)           =>> INT",
                "first([a])           =>> ANY",
                "len([a])             =>> INT",
                "count([a], true)     =>> INT",
                "find([a], true)      =>> FLOAT",
                "sum([a])             =>> FLOAT",
                "sum([a, 1])          =>> ANY",
                "sum([a], # > 1 ? 1 : 2) =>> INT",
                "reduce([a], #acc)    =>> UNKNOWN",
                "map([a], 1)[0]       =>> INT",
                "filter([a], true)[0] =>> FLOAT",
                "sort([a])[0]         =>> ANY",
                "(1..3)[0]            =>> INT",
                "[a, b][1:][0]        =>> FLOAT",
                "abs(-1)              =>> INT",
                "round(1)             =>> FLOAT",
            })
    void aPartHasTheTypeThatExprLangGivesIt(String text, String kind) {
        assertThat(Trees.type(text).kind()).hasToString(kind);
    }
}
