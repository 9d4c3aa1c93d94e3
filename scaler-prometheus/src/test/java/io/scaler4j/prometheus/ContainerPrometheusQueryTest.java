package io.scaler4j.prometheus;

import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.PrometheusOptions;
import org.junit.jupiter.api.Tag;

@Tag("containers")
class ContainerPrometheusQueryTest extends PrometheusQueryContract {

    @Override
    PrometheusNode newServer(PrometheusOptions options) {
        return PrometheusNode.container(options);
    }
}
