package io.scaler4j.simulation.report;

import java.util.List;

/** Text as HTML that is XML, too. */
final class Html {

    private Html() {}

    /** For elements and for attributes in double quotes. What XML does not allow becomes U+FFFD. */
    static String text(String text) {
        var html = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> html.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return html.toString();
    }

    private static boolean isAllowed(int c) {
        boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF; // without its other half
        return !control && !surrogate && (c & 0xFFFE) != 0xFFFE;
    }

    static String element(String name, String text) {
        return "<" + name + ">" + text(text) + "</" + name + ">";
    }

    static String element(String name, String type, String text) {
        return "<" + name + " class=\"" + type + "\">" + text(text) + "</" + name + ">";
    }

    /** The first cell of a row names it. A table too wide for the screen scrolls by itself. */
    static String table(String caption, List<String> head, List<List<String>> rows) {
        var html = new StringBuilder("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(text(caption))
                .append("\"><table>");
        html.append(element("caption", caption)).append("<thead><tr>");
        head.forEach(
                cell -> html.append("<th scope=\"col\">").append(text(cell)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">").append(text(row.get(0))).append("</th>");
            row.stream().skip(1).forEach(cell -> html.append(element("td", cell)));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>").toString();
    }
}
