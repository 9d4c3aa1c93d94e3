package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.proxy.FaultProxy.Fault;
import io.scaler4j.http.proxy.FaultProxy.Kind;
import io.scaler4j.http.proxy.FaultProxy.Moment;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first request on a connection to a replica that breaks: what the client gets, and how often it is executed. */
class BackendFaultsTest extends FaultsTestBase {

    private static final Duration SHORT = Duration.ofMillis(150);

    /** Only faults that would last for ever need limits, so that a slow machine changes no other answer. */
    private void start(BackendProtocol protocol, Fault fault) throws Exception {
        wired(protocol).breaks(fault);
        boolean lasts = fault.kind() == Kind.STALL;
        RouteLimits limits = !lasts
                ? RouteLimits.DEFAULT
                : fault.moment() == Moment.IN_BODY
                        ? RouteLimits.DEFAULT.request(SHORT.multipliedBy(4))
                        : RouteLimits.DEFAULT.responseHeader(SHORT);
        ProxyRoute route = route().backendProtocol(protocol).limits(limits).build();
        start(builder -> builder.route(route).threads(1)); // so that all requests of a client share a connection
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, AT_ONCE, CLOSE, 502, backend-failed, 0",
        "HTTP_1_1, AT_ONCE, HALF_CLOSE, 502, backend-failed, 0",
        "HTTP_1_1, AT_ONCE, STALL, 504, response-header-timeout, 0",
        "HTTP_1_1, AT_ONCE, GARBAGE, 502, bad-response, 0",
        "HTTP_1_1, ON_REQUEST, RESET, 502, backend-failed, 0",
        "HTTP_1_1, ON_REQUEST, CLOSE, 502, backend-failed, 0",
        "HTTP_1_1, ON_REQUEST, STALL, 504, response-header-timeout, 0",
        "HTTP_1_1, BEFORE_HEAD, RESET, 502, backend-failed, 1",
        "HTTP_1_1, BEFORE_HEAD, CLOSE, 502, backend-failed, 1",
        "HTTP_1_1, BEFORE_HEAD, HALF_CLOSE, 502, backend-failed, 1",
        "HTTP_1_1, BEFORE_HEAD, STALL, 504, response-header-timeout, 1",
        "HTTP_1_1, BEFORE_HEAD, GARBAGE, 502, bad-response, 1",
        "HTTP_1_1, IN_HEAD, RESET, 502, backend-failed, 1",
        "HTTP_1_1, IN_HEAD, CLOSE, 502, bad-response, 1",
        "HTTP_1_1, IN_HEAD, HALF_CLOSE, 502, bad-response, 1",
        "HTTP_1_1, IN_HEAD, STALL, 504, response-header-timeout, 1",
        "HTTP_1_1, IN_HEAD, GARBAGE, 502, bad-response, 1",
        "H2C, AT_ONCE, CLOSE, 502, backend-failed, 0",
        "H2C, AT_ONCE, HALF_CLOSE, 502, backend-failed, 0",
        "H2C, AT_ONCE, STALL, 504, response-header-timeout, 0",
        "H2C, AT_ONCE, GARBAGE, 502, backend-failed, 0",
        "H2C, ON_REQUEST, RESET, 502, backend-failed, 0",
        "H2C, ON_REQUEST, CLOSE, 502, backend-failed, 0",
        "H2C, ON_REQUEST, STALL, 504, response-header-timeout, 0",
        "H2C, BEFORE_HEAD, RESET, 502, backend-failed, 1",
        "H2C, BEFORE_HEAD, CLOSE, 502, backend-failed, 1",
        "H2C, BEFORE_HEAD, HALF_CLOSE, 502, backend-failed, 1",
        "H2C, BEFORE_HEAD, STALL, 504, response-header-timeout, 1",
        "H2C, BEFORE_HEAD, GARBAGE, 502, backend-failed, 1",
        "H2C, IN_HEAD, RESET, 502, backend-failed, 1",
        "H2C, IN_HEAD, CLOSE, 502, backend-failed, 1",
        "H2C, IN_HEAD, HALF_CLOSE, 502, backend-failed, 1",
        "H2C, IN_HEAD, STALL, 504, response-header-timeout, 1",
        "H2C, IN_HEAD, GARBAGE, 502, backend-failed, 1",
    })
    void beforeTheAnswerBeginsTheClientGetsOursAndThePostIsExecutedAtMostOnce(
            BackendProtocol protocol, Moment moment, Kind kind, int status, String reason, int executions)
            throws Exception {
        start(protocol, new Fault(moment, kind));
        Peer client = client().send(post("/1"));
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 " + status + " ").contains("X-Scaler4j-Reason: " + reason + "\n");
        client.body(head);
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(status == 504 ? Outcome.TIMEOUT : Outcome.BACKEND_FAILED);
        assertThat(told.reason()).contains(reason);
        assertThat(executed).hasSize(executions);
        client.send("OPTIONS * HTTP/1.1\nHost: a\n\n"); // the client's connection goes on
        head = client.head();
        assertThat(head).startsWith("HTTP/1.1 " + status + " ");
        client.body(head);
        if (protocol == BackendProtocol.H2C && kind == Kind.STALL) {
            assertASilentConnectionIsGivenUp(client);
        } else {
            assertEverythingIsOver();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, RESET, backend-failed",
        "HTTP_1_1, CLOSE, backend-failed",
        "HTTP_1_1, HALF_CLOSE, backend-failed",
        "HTTP_1_1, STALL, request-timeout",
        "H2C, RESET, backend-failed",
        "H2C, CLOSE, backend-failed",
        "H2C, HALF_CLOSE, backend-failed",
        "H2C, STALL, request-timeout",
    })
    void inTheMiddleOfABodyTheClientSeesACutAndNeverAnEnd(BackendProtocol protocol, Kind kind, String reason)
            throws Exception {
        start(protocol, new Fault(Moment.IN_BODY, kind));
        Peer client = client().send(post("/1"));
        assertThat(client.head()).startsWith("HTTP/1.1 200 ");
        wire.mayBreak();
        assertThat(client.isCut()).isTrue();
        Exchange told = exchange();
        assertThat(told.outcome()).isEqualTo(Outcome.ABORTED);
        assertThat(told.reason()).contains(reason);
        assertThat(told.responseBytes()).isLessThan(ANSWER.length());
        assertThat(executed).containsExactly("POST /1");
        if (protocol == BackendProtocol.H2C && kind == Kind.STALL) {
            assertASilentConnectionIsGivenUp(client());
        } else {
            assertEverythingIsOver();
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, RESET", "HTTP_1_1, CLOSE", "H2C, RESET", "H2C, CLOSE"})
    void aClientWithHttp2SeesItsStreamReset(BackendProtocol protocol, Kind kind) throws Exception {
        start(protocol, new Fault(Moment.IN_BODY, kind));
        H2Client client = closing(new H2Client(interceptor().port()));
        H2Client.Call call = client.open(H2Client.request("POST", "/1"), true);
        assertThat(call.next()).isEqualTo("headers");
        wire.mayBreak();
        String next = call.next();
        assertThat(next.startsWith("data") ? call.next() : next).isEqualTo("reset 2");
        assertThat(exchange().outcome()).isEqualTo(Outcome.ABORTED);
        assertEverythingIsOver();
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, BEFORE_HEAD", "HTTP_1_1, IN_BODY", "H2C, BEFORE_HEAD", "H2C, IN_BODY"})
    void anAnswerThatComesByteAfterByteIsComplete(BackendProtocol protocol, Moment moment) throws Exception {
        start(protocol, new Fault(moment, Kind.TRICKLE));
        Peer client = client();
        for (int i = 1; i <= 2; i++) {
            String head = client.send(post("/" + i)).head();
            wire.mayBreak();
            assertThat(head).startsWith("HTTP/1.1 200 ");
            assertThat(client.body(head)).isEqualTo(ANSWER);
        }
        assertThat(executed).containsExactly("POST /1", "POST /2");
        assertThat(wire.connections()).isEqualTo(1);
    }

    /** That nothing came for one request shows that the connection is dead: a request after it gets another one. */
    private void assertASilentConnectionIsGivenUp(Peer client) throws Exception {
        wire.breaks(new Fault(Moment.AT_ONCE, Kind.STALL));
        for (int i = 0; i < 3; i++) {
            String head = client.send(get("/silent")).head();
            assertThat(head).startsWith("HTTP/1.1 504 ");
            client.body(head);
        }
        assertThat(wire.connections()).isGreaterThan(1);
        until(() -> inFlight() == 0 && wire.open() <= 1);
    }

    private void assertEverythingIsOver() {
        until(() -> inFlight() == 0 && held() == 0);
        until(() -> wire.open() == 0);
    }
}
