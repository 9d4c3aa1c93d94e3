package io.scaler4j.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Host names of requests and rules as routing compares them. */
final class HostNames {

    static final String ANY = "*";
    private static final String WILDCARD = "*.";

    private HostNames() {}

    /** Cuts {@code :port}, and the brackets of an IPv6 address that has a port. Other texts stay as they are. */
    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        if (colon < 0) {
            return host;
        }
        if (host.charAt(0) == '[') {
            return host.charAt(colon - 1) == ']' && host.indexOf(']') == colon - 1
                    ? host.substring(1, colon - 1)
                    : host;
        }
        return host.indexOf(':') == colon ? host.substring(0, colon) : host; // an address of several colons has no port
    }

    /** As {@link #comparable(String, boolean)}, folding case. */
    static String comparable(String host) {
        return comparable(host, true);
    }

    /** Without port, brackets and the dot of the root; in lower case, unless case is to count. */
    static String comparable(String host, boolean foldCase) {
        String name = withoutPort(host);
        int end = name.length();
        if (end > 1 && name.charAt(0) == '[' && name.charAt(end - 1) == ']') {
            name = name.substring(1, end - 1);
        } else if (end > 1 && name.charAt(end - 1) == '.') {
            name = name.substring(0, end - 1);
        }
        return foldCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    static boolean isAny(String pattern) {
        return pattern.isEmpty() || pattern.equals(ANY);
    }

    static boolean isWildcard(String pattern) {
        return pattern.startsWith(WILDCARD);
    }

    /** {@code example.com} of {@code *.example.com}. */
    static String suffixOf(String wildcard) {
        return wildcard.substring(WILDCARD.length());
    }

    /**
     * The wildcards that cover a name, longest first: {@code *.example.com} and {@code *.com} of {@code a.example.com}.
     */
    static List<String> wildcards(String name) {
        List<String> wildcards = new ArrayList<>();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            wildcards.add(WILDCARD + name.substring(dot + 1));
        }
        return wildcards;
    }

    /** Whether one of the patterns covers a name; all of them comparable. A wildcard covers any depth. */
    static boolean anyCovers(Collection<String> patterns, String name) {
        for (String pattern : patterns) {
            if (isAny(pattern) || (isWildcard(pattern) ? name.endsWith(pattern.substring(1)) : name.equals(pattern))) {
                return true;
            }
        }
        return false;
    }
}
