package io.scaler4j.scaledobject.yaml;

import java.time.YearMonth;

/** The dates and times that the API server's parser takes with the tag {@code !!timestamp}. */
final class Timestamps {

    private final String text;
    private int at;
    private boolean good = true;

    private Timestamps(String text) {
        this.text = text;
    }

    /** Whether the text is {@code 2026-1-31}, {@code 2026-01-31 8:30:00.5} or {@code 2026-01-31T08:30:00+01:00}. */
    static boolean isTimestamp(String text) {
        return new Timestamps(text).matches();
    }

    private boolean matches() {
        int digits = 0;
        while (digits < text.length() && Numbers.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits != 4) {
            return false;
        }
        at = 4;
        literal('-');
        int month = number();
        literal('-');
        int day = number();
        if (!good || month < 1 || month > 12) {
            return false;
        }
        int year = Integer.parseInt(text.substring(0, 4));
        boolean date = day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth();
        if (!date || at == text.length()) {
            return date;
        }
        char separator = text.charAt(at);
        if (separator == ' ') {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return time() && at == text.length();
        }
        at++;
        return (separator == 'T' || separator == 't') && time() && zone();
    }

    private boolean time() {
        int hour = number();
        literal(':');
        int minute = number();
        literal(':');
        int second = number();
        if (!good || hour > 23 || minute > 59 || second > 59) {
            return false;
        }
        if (at + 1 < text.length()
                && (text.charAt(at) == '.' || text.charAt(at) == ',')
                && Numbers.isDigit(text.charAt(at + 1))) {
            at++;
            while (at < text.length() && Numbers.isDigit(text.charAt(at))) {
                at++;
            }
        }
        return true;
    }

    private boolean zone() {
        if (at < text.length() && text.charAt(at) == 'Z') {
            return at + 1 == text.length();
        }
        if (at + 6 != text.length() || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
            return false;
        }
        at++;
        int start = at;
        int hours = number();
        boolean twoDigits = at == start + 2;
        literal(':');
        int minutes = number();
        return good && twoDigits && at == start + 5 && hours <= 24 && minutes <= 60;
    }

    private void literal(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
        } else {
            good = false;
        }
    }

    /** One digit or two. */
    private int number() {
        int value = 0;
        int from = at;
        while (at < text.length() && at < from + 2 && Numbers.isDigit(text.charAt(at))) {
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        good &= at > from;
        return value;
    }
}
