package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaler4j.ScaleTarget;
import io.scaler4j.config.InvalidConfigurationException;
import io.scaler4j.http.GateGuard;
import io.scaler4j.http.Hold;
import io.scaler4j.http.RateWindow;
import io.scaler4j.policy.Decision;
import io.scaler4j.policy.Replicas;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteChangesTest extends ProxyTestBase {

    private static final ScaleTarget WORKERS = new ScaleTarget() {
        @Override
        public Replicas replicas() {
            return Replicas.of(1);
        }

        @Override
        public void scaleTo(int replicas, Decision why) {
            throw new AssertionError("nobody scales");
        }
    };

    @Test
    void aRequestThatWaitsOnARouteThatStaysGoesOnWaiting() throws Exception {
        Backend backend = closing(Backend.saying("hello"));
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        ProxyRoute other =
                ProxyRoute.builder("shop/other").host("b").endpoints(replicas).build();
        interceptor().routes(List.of(route().build(), other));
        interceptor().routes(List.of(route().coldStartHeader(false).build())); // another route, the same gate
        assertThat(held()).isEqualTo(1);
        replicas.set(backend.endpoint());
        assertThat(client.body(client.head())).isEqualTo("hello");
    }

    @Test
    void aRequestThatWaitsOnARouteThatGoesIsAskedToComeAgain() throws Exception {
        start(route());
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        interceptor().routes(List.of());
        assertThat(client.head()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after");
        assertThat(exchange().outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(interceptor().tracker().find(ROUTE)).isEmpty();
    }

    @Test
    void anotherHoldIsAnotherGate() throws Exception {
        start(route());
        interceptor().routes(List.of(route().hold(Hold.atMost(0)).build()));
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 503 ").contains("hold-full");
    }

    @Test
    void twoRoutesOfOneNameAreRefusedAndNothingChanges() throws Exception {
        backend(Backend.saying("hello"));
        start(route());
        ProxyRoute web = route().build();
        assertThatThrownBy(() -> interceptor().routes(List.of(web, web)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("is there twice");
        assertThatThrownBy(() -> HttpInterceptor.builder()
                        .route(web)
                        .route(web)
                        .listen(-1)
                        .build())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("is there twice")
                .hasMessageContaining("port must be from 0 to 65535, was -1");
        Peer client = client().send("GET / HTTP/1.1\nHost: a\n\n");
        assertThat(client.head()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void scalersAndGuardsAreThoseOfTheRoute() throws Exception {
        ProxyRoute web = route().build();
        start(builder -> builder.route(web));
        assertThat(interceptor().concurrency(web)).isNotNull();
        assertThat(interceptor().rate(web, RateWindow.DEFAULT)).isNotNull();
        assertThatThrownBy(() -> interceptor().guard("other", WORKERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no route");
        GateGuard guard = interceptor().guard(web, WORKERS);
        client().send("GET / HTTP/1.1\nHost: a\n\n");
        until(() -> held() == 1);
        assertThat(guard.toString()).contains(ROUTE);
    }
}
