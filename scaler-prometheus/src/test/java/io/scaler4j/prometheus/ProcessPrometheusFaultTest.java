package io.scaler4j.prometheus;

import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.PrometheusOptions;

class ProcessPrometheusFaultTest extends PrometheusFaultContract {

    @Override
    PrometheusNode newServer(PrometheusOptions options) {
        return PrometheusNode.process(options);
    }
}
