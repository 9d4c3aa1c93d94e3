package io.scaler4j.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Lines of a time and a value, read one after the other. Used once. */
final class TraceCsv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final TraceProblems problems;
    private final TraceSink sink;
    private @Nullable Line last;
    private long first;

    private TraceCsv(String source, TraceSink sink) {
        problems = new TraceProblems(source);
        this.sink = sink;
    }

    private enum Form {
        SECONDS("a number of seconds"),
        MILLIS("a number of milliseconds"),
        INSTANT("an instant");

        final String text;

        Form(String text) {
            this.text = text;
        }
    }

    private record Time(long nanos, Form form) {}

    private record Line(int number, Time time) {}

    static Trace read(String source, Reader reader, TraceSink sink) throws IOException {
        var csv = new TraceCsv(source, sink);
        var lines = new BufferedReader(reader);
        boolean begun = false;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String text = (number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (begun || !isHeader(text)) {
                csv.line(number, text);
            }
            begun = true;
        }
        return csv.trace();
    }

    private Trace trace() {
        if (sink.size() < 2) {
            problems.add("a trace needs two lines, each with a time and a value; there were " + sink.size());
        }
        problems.check();
        return sink.trace();
    }

    /** Names begin with a letter, times do not. */
    private static boolean isHeader(String text) {
        String name = unquoted(text.split(",", 2)[0]);
        return !name.isEmpty() && Character.isLetter(name.charAt(0));
    }

    private void line(int number, String text) {
        String[] fields = text.split(",", -1);
        if (fields.length != 2) {
            tell(number, "has " + fields.length + " columns and needs two, a time and a value, as in 15,412.5");
            return;
        }
        Time time = time(number, unquoted(fields[0]));
        double value = value(number, unquoted(fields[1]));
        if (time == null || !isNext(number, time)) {
            return;
        }
        first = last == null ? time.nanos() : first;
        last = new Line(number, time);
        sink.add(time.nanos() - first, value);
    }

    private boolean isNext(int number, Time time) {
        if (last == null) {
            return true;
        }
        if (time.form() != last.time().form()) {
            tell(
                    number,
                    "has " + time.form().text + " as its time, and line " + last.number() + " "
                            + last.time().form().text + "; a file keeps to one of them");
            return false;
        }
        if (time.nanos() <= last.time().nanos()) {
            tell(number, "has a time that is not later than that of line " + last.number() + "; times must ascend");
            return false;
        }
        return true;
    }

    // ---- fields

    private @Nullable Time time(int number, String text) {
        OptionalLong millis = TraceNumbers.nanosOfMillis(text);
        if (millis.isPresent()) {
            return new Time(millis.getAsLong(), Form.MILLIS);
        }
        OptionalLong seconds = TraceNumbers.nanosOfSeconds(text);
        if (seconds.isPresent()) {
            return new Time(seconds.getAsLong(), Form.SECONDS);
        }
        OptionalLong instant = TraceNumbers.nanosOfInstant(text);
        if (instant.isPresent()) {
            return new Time(instant.getAsLong(), Form.INSTANT);
        }
        tell(
                number,
                "has \"" + text + "\" as its time; a time is a number of seconds or milliseconds, or an instant such"
                        + " as 2026-01-05T08:00:00Z, and lies between 1970 and 2262");
        return null;
    }

    private double value(int number, String text) {
        OptionalDouble value = TraceNumbers.value(text);
        if (value.isEmpty()) {
            tell(number, "has \"" + text + "\" as its value, which is no number, or too large for one");
        }
        return value.orElse(Double.NaN);
    }

    private void tell(int number, String problem) {
        problems.add("line " + number + " " + problem);
    }

    private static String unquoted(String field) {
        String text = field.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    // ---- writing

    static void write(Trace trace, Appendable out) throws IOException {
        out.append("time,value\n");
        for (Trace.Point point : trace.points()) {
            out.append(text(BigDecimal.valueOf(point.elapsed().toNanos(), 9)))
                    .append(',')
                    .append(
                            point.value().isPresent()
                                    ? text(BigDecimal.valueOf(point.value().getAsDouble()))
                                    : "")
                    .append('\n');
        }
    }

    /** Without an exponent, and without zeros that say nothing. */
    private static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
