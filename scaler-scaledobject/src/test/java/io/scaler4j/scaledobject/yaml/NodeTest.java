package io.scaler4j.scaledobject.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {

    @Test
    void mappingsAreEqualInAnyOrder() {
        for (int size : new int[] {2, 8, 9, 30}) {
            var entries = new ArrayList<Node.Entry>();
            for (int i = 0; i < size; i++) {
                entries.add(new Node.Entry("k" + i, Nodes.NOWHERE, Nodes.text("v" + i)));
            }
            var mapping = new Node.Mapping(entries, Nodes.NOWHERE);
            Collections.reverse(entries);
            var reversed = new Node.Mapping(entries, new Position("f", 3, 4));
            entries.set(0, new Node.Entry("k0", Nodes.NOWHERE, Nodes.text("other")));

            assertThat(reversed).isEqualTo(mapping).hasSameHashCodeAs(mapping);
            assertThat(new Node.Mapping(entries, Nodes.NOWHERE)).isNotEqualTo(mapping);
            assertThat(new Node.Mapping(entries.subList(1, size), Nodes.NOWHERE))
                    .isNotEqualTo(mapping);
            assertThat(mapping.entries())
                    .hasSize(size)
                    .element(1)
                    .isEqualTo(mapping.entry("k1").orElseThrow());
            assertThat(mapping.get("k" + (size - 1))).contains(Nodes.text("v" + (size - 1)));
            assertThat(mapping.get("none")).isEmpty();
        }
    }

    @Test
    void ofEqualKeysTheLastCounts() {
        assertThat(Nodes.mapping("a", Nodes.text("1"), "a", Nodes.text("2")))
                .isEqualTo(Nodes.mapping("a", Nodes.text("2")));
    }

    @Test
    void aPathGoesThroughMappingsAndLists() {
        Node.Mapping mapping = Nodes.mapping("a", Nodes.list(Nodes.mapping("b", Nodes.text("c"))));

        assertThat(mapping.find("a", "0", "b")).contains(Nodes.text("c"));
        assertThat(mapping.find("a", "1", "b")).isEmpty();
        assertThat(mapping.find("a", "b")).isEmpty();
        assertThat(mapping.find("a", "-1")).isEmpty();
        assertThat(mapping.find()).contains(mapping);
    }

    @Test
    void nodesCannotBeChanged() {
        var items = new ArrayList<Node>(List.of(Nodes.text("a")));
        var list = new Node.Sequence(items, Nodes.NOWHERE);
        items.clear();

        assertThat(list.items()).hasSize(1);
        assertThatThrownBy(() -> Nodes.mapping("a", list).entries().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void positionsAreOrderedAndPrintedAsCompilersDo() {
        var positions = new ArrayList<>(List.of(
                new Position("b", 1, 1), new Position("a", 2, 1), new Position("a", 1, 9), new Position("a", 1, 2)));
        Collections.sort(positions);

        assertThat(positions).extracting(Position::toString).containsExactly("a:1:2", "a:1:9", "a:2:1", "b:1:1");
        assertThat(new Position("", 3, 4)).hasToString("3:4");
        assertThatThrownBy(() -> new Position("", 0, 1)).hasMessageContaining("must be at least 1, were 0 and 1");
    }
}
