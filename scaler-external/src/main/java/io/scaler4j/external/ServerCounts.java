package io.scaler4j.external;

/**
 * What a server has done and what it holds, for metrics of yours.
 *
 * @param calls calls so far, streams among them
 * @param failedCalls those that ended with an error of this server's making
 * @param sourceReads reads of sources so far; many calls share one
 * @param objects objects of clients that are known now, each with its metadata
 * @param sources sources that are open now; objects with the same trigger share one
 * @param streams streams that are open now
 */
public record ServerCounts(long calls, long failedCalls, long sourceReads, int objects, int sources, int streams) {}
