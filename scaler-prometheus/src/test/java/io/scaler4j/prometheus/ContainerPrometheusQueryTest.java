package io.scaler4j.prometheus;

import io.scaler4j.testservers.PrometheusOptions;
import io.scaler4j.testservers.PrometheusServer;
import org.junit.jupiter.api.Tag;

@Tag("containers")
class ContainerPrometheusQueryTest extends PrometheusQueryContract {

    @Override
    PrometheusServer newServer(PrometheusOptions options) {
        return PrometheusServer.container(options);
    }
}
