package io.scaler4j.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSlicesTest {

    @Test
    void readsTheAnswerOfTheApi() throws IOException {
        EndpointSlices slices = parse("""
                {"kind": "EndpointSliceList", "apiVersion": "discovery.k8s.io/v1", "metadata": {"resourceVersion": "7"},
                 "items": [
                  {"metadata": {"name": "web-x7", "labels": {"kubernetes.io/service-name": "web"}},
                   "addressType": "IPv4",
                   "endpoints": [
                    {"addresses": ["10.0.0.5"], "conditions": {"ready": true, "serving": true, "terminating": false},
                     "targetRef": {"kind": "Pod", "name": "web-1"}, "nodeName": "a"},
                    {"addresses": ["10.0.0.6"], "conditions": {"ready": false, "serving": true, "terminating": true}}],
                   "ports": [{"name": "http", "port": 8080, "protocol": "TCP", "appProtocol": "http"},
                             {"name": "dns", "port": 53, "protocol": "UDP"}]},
                  {"addressType": "IPv6", "endpoints": [{"addresses": ["fd00::7"], "conditions": {}}],
                   "ports": [{"name": "http", "port": 9090}]}]}""");

        assertThat(slices.isReady()).isTrue();
        assertThat(slices.portNames()).containsExactly("http");
        assertThat(slices.endpoints("http"))
                .containsExactly(Endpoint.http("10.0.0.5", 8080), Endpoint.http("fd00::7", 9090));
        assertThat(slices.endpoints("dns")).isEmpty();
    }

    @Test
    void readsOneSliceWithFieldsInAnyOrder() throws IOException {
        assertThat(parse(
                                "{\"ports\":[{\"port\":80}],\"endpoints\":[{\"conditions\":null,\"addresses\":[\"a\",\"b\"]}]}")
                        .endpoints(""))
                .containsExactly(Endpoint.http("a", 80));
    }

    @Test
    void isReadyWithoutPortsButHasNoEndpointsThen() throws IOException {
        EndpointSlices slices = parse("{\"endpoints\":[{\"addresses\":[\"a\"]}],\"ports\":null}");
        assertThat(slices.isReady()).isTrue();
        assertThat(slices.portNames()).isEmpty();
    }

    @Test
    void nothingIsReadyWithoutSlices() throws IOException {
        assertThat(parse("{\"items\":[]}").isReady()).isFalse();
        assertThat(parse("{\"items\":null}").isReady()).isFalse();
        assertThat(parse("{\"endpoints\":null}").isReady()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"kind\":\"Status\",\"code\":403}",
                "{\"items\":[],\"endpoints\":[]}",
                "{\"items\":{}}",
                "{\"items\":[[]]}",
                "{\"items\":[]} {}",
                "{\"items\":[",
                "{\"items\":[{\"endpoints\":\"x\"}]}",
                "{\"endpoints\":[{\"addresses\":\"10.0.0.5\"}]}",
                "{\"endpoints\":[{\"addresses\":[7]}]}",
                "{\"endpoints\":[{\"conditions\":true}]}",
                "{\"endpoints\":[{\"conditions\":{\"ready\":\"true\"}}]}",
                "{\"endpoints\":[],\"ports\":[{\"port\":\"http\"}]}",
                "{\"endpoints\":[],\"ports\":[{\"port\":0}]}",
                "{\"endpoints\":[],\"ports\":[{\"port\":65536}]}",
                "{\"endpoints\":[],\"ports\":[{\"port\":99999999999999999999}]}",
                "{\"endpoints\":[],\"endpoints\":[]}"
            })
    void whatIsNoSliceIsAnErrorAndNotAnEmptyList(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(IOException.class).hasMessageContaining("EndpointSlice");
    }

    private static EndpointSlices parse(String json) throws IOException {
        return EndpointSlices.parse(json.getBytes(UTF_8));
    }
}
