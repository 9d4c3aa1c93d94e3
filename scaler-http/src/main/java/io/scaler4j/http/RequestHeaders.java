package io.scaler4j.http;

import java.util.List;

/** The headers of one request, as a look-up of any server. It is asked only if a route has conditions on headers. */
@FunctionalInterface
public interface RequestHeaders {

    /**
     * Returns the values of a header.
     *
     * @param name the header's name; case does not matter
     * @return a value for each line with this name, in their order; empty if there is none
     */
    List<String> values(String name);

    /** {@return a request without headers} */
    static RequestHeaders none() {
        return name -> List.of();
    }
}
