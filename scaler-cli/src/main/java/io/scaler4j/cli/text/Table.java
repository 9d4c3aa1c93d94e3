package io.scaler4j.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Columns of text: the first to the left, all others to the right. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Begins with a head.
     *
     * @param head a cell for each column
     */
    public Table(List<String> head) {
        rows.add(List.copyOf(head));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as the head has
     */
    public void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /**
     * Makes lines of the rows.
     *
     * @param columns of the screen: where two blanks between columns are too many, there is one
     * @return lines, each ended by a line feed
     */
    public String text(int columns) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        int wide = 2 * (widths.length - 1);
        for (int width : widths) {
            wide += width;
        }
        String gap = wide <= columns ? "  " : " ";
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + blanks : gap + blanks + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
