package io.scaler4j.cpu;

import io.scaler4j.config.Problems;
import io.scaler4j.metric.Reading.Failure.Kind;
import io.scaler4j.metric.Resource;
import java.time.Duration;
import java.util.OptionalLong;

/** What samplers of this machine have in common: processor time alone, of whole replicas, over a window. */
final class LocalSamples {

    private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

    private LocalSamples() {}

    static void requireWholeCpu(SampleRequest request, String source) throws SamplingException {
        if (request.resource() != Resource.CPU) {
            throw new SamplingException(
                    Kind.MISCONFIGURED,
                    source + " is sampled for its processor time, not for " + request.resource()
                            + "; take samples from Kubernetes, or hand them in with ReplicaSampler.of(..)");
        }
        if (!request.container().isEmpty()) {
            throw new SamplingException(
                    Kind.MISCONFIGURED,
                    source + " knows no container \"" + request.container() + "\"; leave the container out");
        }
    }

    static void check(Problems problems, OptionalLong requestMilli, Duration window, Duration shortest) {
        problems.check(
                requestMilli.orElse(1) >= 1,
                "requestMilli must be at least 1 milli-core, was " + requestMilli.orElse(1));
        problems.check(
                window.compareTo(shortest) >= 0 && window.compareTo(LONGEST_WINDOW) <= 0,
                "window must be " + shortest.toSeconds() + " s to 1 hour, was " + window);
    }
}
