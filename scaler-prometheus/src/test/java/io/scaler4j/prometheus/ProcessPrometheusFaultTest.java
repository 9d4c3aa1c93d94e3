package io.scaler4j.prometheus;

import io.scaler4j.testservers.PrometheusOptions;
import io.scaler4j.testservers.PrometheusServer;

class ProcessPrometheusFaultTest extends PrometheusFaultContract {

    @Override
    PrometheusServer newServer(PrometheusOptions options) {
        return PrometheusServer.process(options);
    }
}
