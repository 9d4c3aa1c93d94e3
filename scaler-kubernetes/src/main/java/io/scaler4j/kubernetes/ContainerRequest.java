package io.scaler4j.kubernetes;

import io.scaler4j.metric.ContainerAmounts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a container asks for of one resource, and what it is limited to, in thousandths. Kubernetes takes the limit for
 * the request where the request is absent.
 */
record ContainerRequest(String container, OptionalLong requestMilli, OptionalLong limitMilli) {

    OptionalLong milli() {
        return requestMilli.isPresent() ? requestMilli : limitMilli;
    }

    private boolean isSet() {
        return requestMilli.orElse(0) > 0 || limitMilli.orElse(0) > 0;
    }

    /** The first container that utilization cannot do without and that asks for nothing; if one is named, that one. */
    static Optional<String> lacking(List<ContainerRequest> containers, String named) {
        return containers.stream()
                .filter(each -> named.isEmpty() || each.container().equals(named))
                .filter(each -> !each.isSet())
                .map(ContainerRequest::container)
                .findFirst();
    }

    /** All of them. */
    static ContainerAmounts amounts(List<ContainerRequest> containers) {
        ContainerAmounts amounts = ContainerAmounts.none();
        for (ContainerRequest each : containers) {
            amounts = amounts.plus(each.container(), each.milli());
        }
        return amounts;
    }
}
