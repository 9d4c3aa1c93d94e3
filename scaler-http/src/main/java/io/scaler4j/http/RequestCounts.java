package io.scaler4j.http;

/**
 * How many requests a route has, at one moment. In an interceptor's {@code /queue} answer {@code inFlight} is
 * {@code Concurrency}, {@code arrived} is {@code RequestCount}.
 *
 * @param inFlight requests that have begun and not ended: waiting, working or streaming
 * @param arrived requests that have ever begun; it only grows
 * @param held those of the requests in flight that wait for a replica
 * @param peak the most requests in flight that any look at the route has seen since the peak was last taken
 */
public record RequestCounts(long inFlight, long arrived, long held, long peak) {

    static final RequestCounts NONE = new RequestCounts(0, 0, 0, 0);

    /**
     * Checks the numbers.
     *
     * @param inFlight at least 0
     * @param arrived at least 0
     * @param held at least 0
     * @param peak at least 0
     */
    public RequestCounts {
        if (inFlight < 0 || arrived < 0 || held < 0 || peak < 0) {
            throw new IllegalArgumentException("counts of requests must be at least 0, were in flight " + inFlight
                    + ", arrived " + arrived + ", held " + held + ", peak " + peak);
        }
    }

    static RequestCounts of(long inFlight, long arrived) {
        return new RequestCounts(inFlight, arrived, 0, inFlight);
    }
}
