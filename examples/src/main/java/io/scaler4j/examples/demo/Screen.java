package io.scaler4j.examples.demo;

import java.io.PrintStream;

/**
 * Standard output: plain lines, and on a terminal one more line at the end that is rewritten all the time. Thread-safe.
 */
final class Screen {

    private static final String ERASE = "\r\033[K";
    private static final int LEAST_WIDTH = 40;

    private final PrintStream out;
    private final int width;
    private String status = "";

    private Screen(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    static Screen plain(PrintStream out) {
        return new Screen(out, 0);
    }

    /** @param width how many columns there are */
    static Screen terminal(PrintStream out, int width) {
        return new Screen(out, Math.max(LEAST_WIDTH, width));
    }

    boolean isTerminal() {
        return width > 0;
    }

    /** Columns of the terminal; 0 if the output is not a terminal. */
    int width() {
        return width;
    }

    synchronized void line(String text) {
        out.println(isTerminal() ? ERASE + text : text);
        show();
    }

    /** Changes the line at the end; without a terminal it does nothing. An empty text removes it. */
    synchronized void status(String text) {
        if (isTerminal()) {
            status = text.length() < width ? text : text.substring(0, width - 1);
            out.print(ERASE);
            show();
        }
    }

    private void show() {
        if (isTerminal()) {
            out.print(status.isEmpty() ? "" : Style.DIM.on(status));
            out.flush();
        }
    }

    /** Of a text on a terminal. */
    enum Style {
        BOLD(1),
        DIM(2),
        GREEN(32),
        CYAN(36);

        private final int code;

        Style(int code) {
            this.code = code;
        }

        String on(String text) {
            return "\033[" + code + "m" + text + "\033[0m";
        }
    }
}
