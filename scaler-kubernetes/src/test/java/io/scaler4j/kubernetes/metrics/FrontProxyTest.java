package io.scaler4j.kubernetes.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontProxyTest {

    private static final Map<String, String> DATA = Map.of(
            "requestheader-client-ca-file", "pem",
            "requestheader-allowed-names", "[\"front-proxy-client\",\"aggregator\"]",
            "requestheader-username-headers", "[\"X-Remote-User\"]",
            "requestheader-group-headers", "[\"X-Remote-Group\"]");

    @Test
    void readsWhatTheApiServerWrites() {
        FrontProxy proxy = FrontProxy.of(DATA);
        assertThat(proxy.authorities()).isEqualTo("pem");
        assertThat(proxy.allowedNames()).containsExactly("front-proxy-client", "aggregator");
        assertThat(proxy.userHeaders()).containsExactly("X-Remote-User");
    }

    @Test
    void believesNobodyWithoutAnAuthority() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrontProxy.of(Map.of("client-ca-file", "pem")))
                .withMessageContaining("requestheader-client-ca-file is missing");
    }

    @Test
    void believesNobodyWithoutAHeaderForTheUser() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrontProxy.of(Map.of("requestheader-client-ca-file", "pem")))
                .withMessageContaining("userHeaders must name a header");
    }

    @Test
    void refusesAListThatIsNoJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrontProxy.of(Map.of(
                        "requestheader-client-ca-file", "pem", "requestheader-allowed-names", "front-proxy-client")))
                .withMessageContaining("requestheader-allowed-names");
    }
}
