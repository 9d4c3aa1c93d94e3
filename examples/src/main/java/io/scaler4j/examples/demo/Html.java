package io.scaler4j.examples.demo;

/** Text inside HTML. */
final class Html {

    private Html() {}

    /** Makes a text harmless between tags and inside quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
