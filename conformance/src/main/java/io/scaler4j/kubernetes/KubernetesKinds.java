package io.scaler4j.kubernetes;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;
import io.scaler4j.cpu.CpuKinds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The kinds that the sampler of pods answers. They live in its package to reach what pods request; class path only. */
public final class KubernetesKinds {

    /** What the API server writes into pods of a namespace that has a default, whatever the number. */
    private static final OptionalLong DEFAULTED = OptionalLong.of(100);

    private KubernetesKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        kinds.evaluate("cpu.request-admission", KubernetesKinds::requests);
    }

    private static Result requests(Fields given) {
        List<ContainerRequest> containers = given.objects("containers").stream()
                .map(one -> request(one, given.flagOrFalse("namespaceHasLimitRangeDefault")))
                .toList();
        Optional<String> lacking = ContainerRequest.lacking(
                containers, given.textIfAny("containerName").orElse(""));
        boolean accepted = CpuKinds.isAccepted(given.text("resource"), given.countIfAny("minReplicaCount"));
        return Result.of("accepted", lacking.isEmpty() && accepted);
    }

    private static ContainerRequest request(Fields container, boolean defaulted) {
        OptionalLong request = container.integerIfAny("requestMilli");
        OptionalLong limit = container.integerIfAny("limitMilli");
        return new ContainerRequest(
                container.text("name"), request.isEmpty() && limit.isEmpty() && defaulted ? DEFAULTED : request, limit);
    }
}
