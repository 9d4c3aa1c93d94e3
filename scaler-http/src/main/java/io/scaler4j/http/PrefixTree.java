package io.scaler4j.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path prefixes of one host, a level for each segment. A walk ends where no prefix is longer, so a long path costs
 * no more than the longest prefix. Not changed after {@link #finish}.
 */
final class PrefixTree {

    private final Node root = new Node(null);

    private static final class Node {

        /** The next shorter prefix that has candidates. */
        private @Nullable Node shorter;

        private final @Nullable Node parent;
        private final Map<String, Node> children = new HashMap<>();
        private final List<Candidate> candidates = new ArrayList<>();

        Node(@Nullable Node parent) {
            this.parent = parent;
        }

        void finish() {
            candidates.sort(Candidate.BY_PRECEDENCE);
            if (parent != null) {
                shorter = parent.candidates.isEmpty() ? parent.shorter : parent;
            }
        }
    }

    /** Adds a candidate; the prefix is trimmed. */
    void add(String prefix, Candidate candidate) {
        Node node = root;
        int begin = 0;
        while (begin < prefix.length()) {
            int end = endOfSegment(prefix, begin, prefix.length());
            Node parent = node;
            node = node.children.computeIfAbsent(prefix.substring(begin, end), segment -> new Node(parent));
            begin = end + 1;
        }
        node.candidates.add(candidate);
    }

    /** Sorts what was added; the tree is complete. */
    void finish() {
        Deque<Node> nodes = new ArrayDeque<>(List.of(root)); // no recursion: a prefix may have thousands of segments
        while (!nodes.isEmpty()) {
            Node node = nodes.pop();
            node.finish();
            nodes.addAll(node.children.values());
        }
    }

    boolean isEmpty() {
        return root.children.isEmpty() && root.candidates.isEmpty();
    }

    /** Finds the route of a path, of which the part from {@code begin} to {@code end} counts. */
    Optional<Route> find(String path, int begin, int end, RequestHeaders headers, boolean prefixFallback) {
        Node node = longest(path, begin, end);
        while (node != null) {
            for (int i = 0; i < node.candidates.size(); i++) {
                Candidate candidate = node.candidates.get(i);
                if (candidate.isMeantBy(headers)) {
                    return candidate.found();
                }
            }
            node = prefixFallback ? node.shorter : null;
        }
        return Optional.empty();
    }

    private @Nullable Node longest(String path, int begin, int end) {
        Node node = root;
        int from = begin;
        while (from < end && !node.children.isEmpty()) {
            int to = endOfSegment(path, from, end);
            Node child = node.children.get(path.substring(from, to));
            if (child == null) {
                break;
            }
            node = child;
            from = to + 1;
        }
        return node.candidates.isEmpty() ? node.shorter : node;
    }

    private static int endOfSegment(String path, int begin, int end) {
        int slash = path.indexOf('/', begin);
        return slash < 0 || slash > end ? end : slash;
    }
}
