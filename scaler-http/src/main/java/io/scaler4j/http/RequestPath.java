package io.scaler4j.http;

import java.util.Collection;

/** Paths of requests and rules as routing compares them: whole segments, without the slashes at both ends. */
final class RequestPath {

    private RequestPath() {}

    /** Where a path begins behind its leading slashes. */
    static int begin(String path, int end) {
        int begin = 0;
        while (begin < end && path.charAt(begin) == '/') {
            begin++;
        }
        return begin;
    }

    /** Where a path ends before its trailing slashes, its query and its fragment. */
    static int end(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '?' && path.charAt(end) != '#') {
            end++;
        }
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end;
    }

    /** {@code api/v1} of {@code /api/v1/?a=b}. Inner double slashes stay. */
    static String trimmed(String path) {
        int end = end(path);
        return path.substring(begin(path, end), end);
    }

    /** Whether a path is one of the prefixes or below one; all of them trimmed. */
    static boolean anyCovers(Collection<String> prefixes, String path) {
        for (String prefix : prefixes) {
            if (prefix.isEmpty()
                    || (path.startsWith(prefix)
                            && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/'))) {
                return true;
            }
        }
        return false;
    }

    /** The key under which KEDA's add-on keeps a host and a prefix: {@code example.com/api/v1/}. */
    static String key(String host, String path) {
        String trimmed = trimmed(path);
        return trimmed.isEmpty() ? host + "/" : host + "/" + trimmed + "/";
    }
}
