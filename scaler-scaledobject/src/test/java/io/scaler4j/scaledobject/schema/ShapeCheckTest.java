package io.scaler4j.scaledobject.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.schema.Violation.Code;
import io.scaler4j.scaledobject.yaml.Node;
import io.scaler4j.scaledobject.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeCheckTest {

    private static final Shape SHAPE = Shape.object(
                    Field.required("name", Shape.text().notEmpty(), "The name."),
                    Field.optional("count", Shape.whole().atLeast(0).atMost(9), "How many."),
                    Field.optional("big", Shape.whole().ofLong(), "How many more."),
                    Field.optional("period", Shape.whole().above(0), "How long."),
                    Field.optional("active", Shape.flag(), "Whether."),
                    Field.optional("mode", Shape.word("fast", "slow"), "How."),
                    Field.optional("short", Shape.text().atMost(3), "A short text."),
                    Field.optional("wait", Shape.text().like(Format.DURATION), "How long."),
                    Field.optional("tags", Shape.map(Shape.text()), "Notes."),
                    Field.optional("min", Shape.whole(), "The least."),
                    Field.optional("max", Shape.whole(), "The most."),
                    Field.optional("amount", Shape.quantity().notNegative(), "How much."),
                    Field.optional("share", Shape.quantity().positive().wholeOrText(), "Which part."),
                    Field.optional("parts", Shape.list(part()).atLeast(1), "The parts."),
                    Field.optional("port", Shape.whole(), "A number."),
                    Field.optional("portName", Shape.text(), "A word."),
                    Field.optional("hosts", Shape.list(Shape.text()).with(Distinct.items()), "Different words."),
                    Field.optional("codes", Shape.list(Shape.whole()).with(Distinct.items()), "Different numbers."),
                    Field.optional(
                            "ports",
                            Shape.list(port()).with(Distinct.by("number", "protocol=TCP")),
                            "Told apart by two fields."),
                    Field.optional("probe", new Shape.WholeOrText(), "A number or a word."),
                    Field.optional("any", Shape.anything(), "Anything."))
            .with(Together.minUpToMax("min", "max"), Together.atMostOne("port", "portName"));

    private static Shape.Structure part() {
        return Shape.object(
                        Field.optional("a", Shape.text(), "One."), Field.optional("b", Shape.text(), "Another one."))
                .with(Together.exactlyOne("a", "b"));
    }

    private static Shape.Structure port() {
        return Shape.object(
                Field.required("number", Shape.whole(), "Its number."),
                Field.optional("protocol", Shape.text(), "Its protocol."));
    }

    private static List<Violation> check(String text) {
        var file = YamlReader.read(text, "");
        assertThat(file.problems()).isEmpty();
        return ShapeCheck.of(file.documents().get(0), SHAPE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: 5}                              | TYPE               | name
                    {name: [a]}                            | TYPE               | name
                    {name: ''}                             | REQUIRED           | name
                    {name: ~}                              | REQUIRED           | name
                    {name: a, count: '1'}                  | TYPE               | count
                    {name: a, count: 1.5}                  | TYPE               | count
                    {name: a, count: true}                 | TYPE               | count
                    {name: a, count: -1}                   | MIN                | count
                    {name: a, count: 10}                   | MAX                | count
                    {name: a, min: 1, max: 4294967296}     | MAX                | max
                    {name: a, period: 0}                   | GREATER_THAN       | period
                    {name: a, active: 'true'}              | TYPE               | active
                    {name: a, mode: quick}                 | UNSUPPORTED        | mode
                    {name: a, short: abcd}                 | MAX                | short
                    {name: a, wait: 3 weeks}               | INVALID            | wait
                    {name: a, tags: {b: 1}}                | TYPE               | tags.b
                    {name: a, tags: [b]}                   | TYPE               | tags
                    {name: a, min: 3, max: 2}              | BOUNDS             | min
                    {name: a, min: 101}                    | BOUNDS             | min
                    {name: a, amount: -0.5}                | MIN                | amount
                    {name: a, amount: 5x}                  | INVALID            | amount
                    {name: a, amount: true}                | TYPE               | amount
                    {name: a, share: 0.5}                  | TYPE               | share
                    {name: a, share: '0'}                  | GREATER_THAN       | share
                    {name: a, parts: []}                   | REQUIRED           | parts
                    {name: a, parts: {a: x}}               | TYPE               | parts
                    {name: a, parts: [{}]}                 | REQUIRED           | parts[0]
                    {name: a, parts: [{a: x}, {a: x, b: z}]} | FORBIDDEN_TOGETHER | parts[1]
                    {name: a, parts: [~]}                  | TYPE               | parts[0]
                    {name: a, port: 1, portName: b}        | FORBIDDEN_TOGETHER | ''
                    {name: a, nmae: b}                     | UNKNOWN            | nmae
                    {name: a, hosts: [x, z, x]}            | DUPLICATE          | hosts[2]
                    {name: a, hosts: [x, 'x']}             | DUPLICATE          | hosts[1]
                    {name: a, codes: [16, 0x10]}           | DUPLICATE          | codes[1]
                    {name: a, ports: [{number: 1}, {number: 1, protocol: TCP}]} | DUPLICATE | ports[1]
                    {name: a, ports: [{number: 1, protocol: ~}, {number: 1}]} | DUPLICATE | ports[1]
                    {name: a, ports: [{protocol: TCP}]}    | REQUIRED           | ports[0].number
                    {name: a, probe: 1.5}                  | TYPE               | probe
                    {name: a, probe: [1]}                  | TYPE               | probe
                    {name: a, probe: 4294967296}           | MAX                | probe
                    """)
    void whatDoesNotFitIsReportedWithItsPath(String text, Code code, String path) {
        assertThat(check(text)).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo(code);
            assertThat(violation.path()).isEqualTo(path);
            assertThat(violation.sentence()).startsWith(path.isEmpty() ? "the document" : path);
            assertThat(violation.wayOut()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: a}
                    {name: a, count: 0}
                    {name: a, count: 9.0}
                    {name: a, count: ~, mode: ~, parts: ~, tags: {b: ~}}
                    {name: a, big: 4294967296}
                    {name: a, mode: slow, short: abc, wait: 1m30s}
                    {name: a, min: 100}
                    {name: a, min: 200, max: 200}
                    {name: a, amount: 0, share: 500m}
                    {name: a, amount: 0.5, share: 2}
                    {name: a, parts: [{a: x}, {b: z}]}
                    {name: a, any: [{b: [1]}]}
                    {name: a, hosts: [x, X, 'x ']}
                    {name: a, ports: [{number: 1}, {number: 1, protocol: UDP}, {number: 2}]}
                    {name: a, probe: 80}
                    {name: a, probe: http}
                    """)
    void whatFitsIsNot(String text) {
        assertThat(check(text)).isEmpty();
    }

    @Test
    void everythingIsReportedAtOnceInTheOrderOfTheDocument() {
        assertThat(check("count: x\nactive: 1\nparts:\n- c: 1\n- a: 2\n"))
                .extracting(Violation::path)
                .containsExactly("count", "active", "parts[0].c", "parts[0]", "parts[1].a", "name");
    }

    @Test
    void aViolationStandsWhereItsValueOrItsKeyIs() {
        assertThat(check("name: a\ncount:   x\nnmae: b\n"))
                .extracting(violation ->
                        violation.position().line() + ":" + violation.position().column())
                .containsExactly("2:10", "3:1");
    }

    @Test
    void aValueThatMayBeASecretIsNotShown() {
        assertThat(check("name: a\ntags: {password: 12345678}\nmode: hunter2secretvalue\n")
                        .toString())
                .doesNotContain("12345678", "hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: a, count: '3'}          | take the quotes away
                    {name: a, count: '${COUNT}'}   | a placeholder is left
                    {name: a, active: 'false'}         | take the quotes away
                    {name: a, active: maybe}           | write true or false
                    {name: {a}}                    | a word in braces
                    {name: a, mode: Fast}          | did you mean fast?
                    {name: a, parts: {a: x}}       | begin each item with a dash
                    {name: a, tags: [b]}           | take the dash away
                    {name: a, counts: 1}           | did you mean count?
                    {name: a, b: x}                | it belongs below parts[]
                    {name: a, parts: [{a: x, mode: slow}]} | remove it, or use one of a, b
                    """)
    void theWayOutFitsTheMistake(String text, String wayOut) {
        assertThat(check(text))
                .singleElement()
                .satisfies(violation -> assertThat(violation.wayOut()).startsWith(wayOut));
    }

    @Test
    void aDocumentThatIsNoMappingIsReported() {
        Node list = YamlReader.read("[]", "").documents().get(0);

        assertThat(ShapeCheck.of(list, SHAPE))
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.sentence()).isEqualTo("the document must be a mapping, is a list"));
    }

    @Test
    void theItemsThatAreAlikeAreNamedAndSaidToBeTheSameInWhat() {
        assertThat(check("name: a\nports:\n- {number: 80}\n- {number: 81}\n- {number: 80}\n- {number: 80}\n"))
                .extracting(Violation::sentence)
                .containsExactly(
                        "ports[2] has the same number and protocol as item [0]: \"80 TCP\"",
                        "ports[3] has the same number and protocol as item [0]: \"80 TCP\"");
    }
}
