package io.scaler4j.prometheus;

import io.scaler4j.testservers.PrometheusNode;
import io.scaler4j.testservers.PrometheusOptions;

class ProcessPrometheusTlsTest extends PrometheusTlsContract {

    @Override
    PrometheusNode newServer(PrometheusOptions options) {
        return PrometheusNode.process(options);
    }
}
