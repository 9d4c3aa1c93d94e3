package io.scaler4j.scaledobject.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator beside every other: which of the two belongs together without parentheses. */
class PrecedenceTest {

    /** As expr-lang has them, from loose to tight. */
    private static final Map<String, Integer> BINARY = new LinkedHashMap<>();

    static {
        BINARY.put("or", 10);
        BINARY.put("||", 10);
        BINARY.put("and", 15);
        BINARY.put("&&", 15);
        BINARY.put("==", 20);
        BINARY.put("!=", 20);
        BINARY.put("<", 20);
        BINARY.put("<=", 20);
        BINARY.put(">", 20);
        BINARY.put(">=", 20);
        BINARY.put("in", 20);
        BINARY.put("not in", 20);
        BINARY.put("contains", 20);
        BINARY.put("startsWith", 20);
        BINARY.put("endsWith", 20);
        BINARY.put("..", 25);
        BINARY.put("+", 30);
        BINARY.put("-", 30);
        BINARY.put("*", 60);
        BINARY.put("/", 60);
        BINARY.put("%", 60);
        BINARY.put("**", 100);
        BINARY.put("^", 100);
    }

    private static final Set<String> BY_SIZE = Set.of("<", "<=", ">", ">=");
    private static final int NOT = 50;
    private static final int SIGN = 90;

    record Pair(String first, String second) {

        @Override
        public String toString() {
            return first + " beside " + second;
        }

        /** Comparisons by size are joined with "and" instead. */
        boolean isChain() {
            return BY_SIZE.contains(first) && BY_SIZE.contains(second);
        }

        boolean firstIsTighter() {
            int one = BINARY.get(first);
            int other = BINARY.get(second);
            return one > other || (one == other && one != 100);
        }
    }

    static List<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        BINARY.keySet().forEach(first -> BINARY.keySet().forEach(second -> pairs.add(new Pair(first, second))));
        return pairs;
    }

    static List<String> operators() {
        return List.copyOf(BINARY.keySet());
    }

    private static void same(String text, String withParentheses) {
        assertThat(Trees.parsed(text)).as(text).isEqualTo(Trees.parsed(withParentheses));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void ofTwoOperatorsTheTighterOneComesFirst(Pair pair) {
        String text = "a " + pair.first() + " b " + pair.second() + " c";
        if (pair.isChain()) {
            same(text, "(a " + pair.first() + " b) and (b " + pair.second() + " c)");
        } else if (pair.firstIsTighter()) {
            same(text, "(a " + pair.first() + " b) " + pair.second() + " c");
        } else {
            same(text, "a " + pair.first() + " (b " + pair.second() + " c)");
        }
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aChoiceIsLooserThanEveryOperator(String operator) {
        same("a " + operator + " b ? c : 1", "(a " + operator + " b) ? c : 1");
        same("a ? b " + operator + " c : 1", "a ? (b " + operator + " c) : 1");
        same("a ? 1 : b " + operator + " c", "a ? 1 : (b " + operator + " c)");
        same("a " + operator + " b ?: c", "(a " + operator + " b) ?: c");
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aPipeIsLooserThanEveryOperator(String operator) {
        same("a " + operator + " b | max(c)", "max(a " + operator + " b, c)");
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aVariableTakesTheWholeValue(String operator) {
        same("let x = a " + operator + " b; x", "let x = (a " + operator + " b); x");
        same("let x = a; x " + operator + " b", "let x = a; (x " + operator + " b)");
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aSignAndNotTakeWhatIsTighter(String operator) {
        boolean tighterThanSign = BINARY.get(operator) > SIGN;
        boolean tighterThanNot = BINARY.get(operator) > NOT;
        same("-a " + operator + " b", tighterThanSign ? "-(a " + operator + " b)" : "(-a) " + operator + " b");
        same("not a " + operator + " b", tighterThanNot ? "not (a " + operator + " b)" : "(not a) " + operator + " b");
        same("!a " + operator + " b", tighterThanNot ? "!(a " + operator + " b)" : "(!a) " + operator + " b");
        same("a " + operator + " -b", "a " + operator + " (-b)");
    }

    @ParameterizedTest
    @MethodSource("operators")
    void theValueUnlessNilIsTheTightest(String operator) {
        same("a " + operator + " b ?? c", "a " + operator + " (b ?? c)");
        same("a " + operator + " b ?? c ?? 1", "a " + operator + " ((b ?? c) ?? 1)");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Trees.parsed("a ?? b " + operator + " c"))
                .satisfies(refusal -> assertThat(refusal.sentence()).contains("cannot follow ?? without parentheses"));
        same("(a ?? b) " + operator + " c", "(a ?? b) " + operator + " c");
    }

    @ParameterizedTest
    @MethodSource("operators")
    void spacesAndCommentsChangeNothing(String operator) {
        boolean word = Character.isLetter(operator.charAt(0));
        String tight = word ? "(a)" + operator + "(b)" : "a" + operator + "b";
        same(tight, "a " + operator + " b");
        same("a\n\t" + operator + "\r\n b", "a " + operator + " b");
        same("a /* ? */ " + operator + " // +\n b", "a " + operator + " b");
    }
}
