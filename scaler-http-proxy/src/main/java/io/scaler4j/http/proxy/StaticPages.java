package io.scaler4j.http.proxy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Bodies of a {@link StaticResponse}, by name. Called on a thread that must not block, so keep them in memory. */
@FunctionalInterface
public interface StaticPages {

    /** The page for the root. */
    String INDEX = "index.html";

    /**
     * Finds a page.
     *
     * @param name a path without its leading slash, as the client sent it, or {@link #INDEX} for the root. Look it up;
     *     never open a file of that name
     * @return the page; empty if there is none of this name
     * @throws RuntimeException if there are no pages at all; the client gets status 500
     */
    Optional<byte[]> find(String name);

    /**
     * Returns pages that do not change.
     *
     * @param pages the bodies by name, such as {@code styles.css}
     * @return a copy
     */
    static StaticPages of(Map<String, byte[]> pages) {
        Map<String, byte[]> copy = new HashMap<>();
        pages.forEach((name, body) -> copy.put(name, body.clone()));
        return name -> Optional.ofNullable(copy.get(name));
    }
}
