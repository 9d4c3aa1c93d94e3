package io.scaler4j.http;

import java.util.List;

/**
 * A gate at one moment, for metrics and tests.
 *
 * @param endpoints those that are ready, whether they get requests or not
 * @param inFlight admitted requests that have not ended
 * @param waiting requests in the line
 * @param arrivals requests that have ever asked
 * @param isClosed whether nobody is admitted, because the target is, or is about to be, scaled to 0
 */
public record GateStatus(List<Endpoint> endpoints, int inFlight, int waiting, long arrivals, boolean isClosed) {}
