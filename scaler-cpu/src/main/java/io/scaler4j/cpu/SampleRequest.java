package io.scaler4j.cpu;

import io.scaler4j.ReadRequest;
import io.scaler4j.metric.Resource;

/**
 * What a sampler is asked for.
 *
 * @param resource {@link Resource#CPU}, in milli-cores, or {@link Resource#MEMORY}, in thousandths of a byte
 * @param container the one container that is looked at, empty for the whole replica
 * @param requestsNeeded whether a replica without a request makes the samples useless, as for a utilization
 * @param read the time of the turn, and how long the answer is waited for
 */
public record SampleRequest(Resource resource, String container, boolean requestsNeeded, ReadRequest read) {

    /**
     * A request for the whole of each replica.
     *
     * @param resource what to sample
     * @param read the time of the turn, and how long the answer is waited for
     * @return the request
     */
    public static SampleRequest of(Resource resource, ReadRequest read) {
        return new SampleRequest(resource, "", false, read);
    }
}
