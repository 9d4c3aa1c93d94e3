package io.scaler4j.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A route that a host and a prefix may mean, if its conditions on headers hold. */
final class Candidate {

    /** Best first. */
    static final Comparator<Candidate> BY_PRECEDENCE = Comparator.<Candidate>comparingInt(one -> -one.headers.size())
            .thenComparingInt(one -> -one.values)
            .thenComparing(one -> one.route.createdAt())
            .thenComparing(one -> one.route.namespace(), Comparator.reverseOrder())
            .thenComparing(one -> one.route.localName(), Comparator.reverseOrder());

    private final Route route;
    private final List<HeaderMatch> headers;
    private final int values;
    /** Made once, so that a look-up makes none. */
    private final Optional<Route> found;

    Candidate(Route route, List<HeaderMatch> headers) {
        this.route = route;
        this.headers = headers;
        values = (int)
                headers.stream().filter(header -> header.value().isPresent()).count();
        found = Optional.of(route);
    }

    boolean isMeantBy(RequestHeaders request) {
        return HeaderMatch.allHold(headers, request);
    }

    Optional<Route> found() {
        return found;
    }
}
