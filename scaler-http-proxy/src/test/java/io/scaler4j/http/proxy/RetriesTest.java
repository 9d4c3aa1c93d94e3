package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.proxy.FaultProxy.Fault;
import io.scaler4j.http.proxy.FaultProxy.Kind;
import io.scaler4j.http.proxy.FaultProxy.Moment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A connection that has carried a request may just be closing when the next one comes: which requests are sent again,
 * and how often a replica executes them.
 */
class RetriesTest extends FaultsTestBase {

    private Peer afterOneRequest(BackendProtocol protocol, RouteLimits limits) throws Exception {
        wired(protocol);
        start(route().backendProtocol(protocol).limits(limits));
        Peer client = client().send(get("/before"));
        assertThat(client.body(client.head())).isEqualTo(ANSWER);
        exchange();
        assertThat(wire.connections()).isEqualTo(1);
        executed.clear();
        return client;
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, ON_REQUEST, RESET, GET, 1",
        "HTTP_1_1, ON_REQUEST, CLOSE, HEAD, 1",
        "HTTP_1_1, ON_REQUEST, RESET, OPTIONS, 1",
        "HTTP_1_1, ON_REQUEST, CLOSE, TRACE, 1",
        "HTTP_1_1, ON_REQUEST, RESET, PUT, 1",
        "HTTP_1_1, ON_REQUEST, HALF_CLOSE, DELETE, 1",
        "HTTP_1_1, BEFORE_HEAD, RESET, GET, 2",
        "HTTP_1_1, BEFORE_HEAD, CLOSE, DELETE, 2",
        "H2C, ON_REQUEST, RESET, GET, 1",
        "H2C, ON_REQUEST, CLOSE, HEAD, 1",
        "H2C, ON_REQUEST, HALF_CLOSE, PUT, 1",
        "H2C, BEFORE_HEAD, RESET, GET, 2",
        "H2C, BEFORE_HEAD, CLOSE, DELETE, 2",
    })
    void anIdempotentRequestWithoutABodyIsSentOnceMore(
            BackendProtocol protocol, Moment moment, Kind kind, String method, int executions) throws Exception {
        Peer client = afterOneRequest(protocol, RouteLimits.DEFAULT);
        wire.breaksOnce(new Fault(moment, kind));
        String head = client.send(method + " /1 HTTP/1.1\nHost: a\n\n").head();
        assertThat(head).startsWith("HTTP/1.1 200 ");
        assertThat(exchange().outcome()).isEqualTo(Outcome.READY);
        assertThat(executed).hasSize(executions).containsOnly(method + " /1");
        assertThat(wire.connections()).isEqualTo(2);
        until(() -> wire.open() == 1);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, ON_REQUEST, RESET, POST, 0",
        "HTTP_1_1, ON_REQUEST, CLOSE, PATCH, 0",
        "HTTP_1_1, ON_REQUEST, CLOSE, LOCK, 0",
        "HTTP_1_1, BEFORE_HEAD, RESET, POST, 1",
        "HTTP_1_1, BEFORE_HEAD, CLOSE, PATCH, 1",
        "H2C, ON_REQUEST, RESET, POST, 0",
        "H2C, ON_REQUEST, CLOSE, PATCH, 0",
        "H2C, BEFORE_HEAD, RESET, POST, 1",
        "H2C, BEFORE_HEAD, HALF_CLOSE, LOCK, 1",
    })
    void anotherRequestIsNeverSentAgain(
            BackendProtocol protocol, Moment moment, Kind kind, String method, int executions) throws Exception {
        Peer client = afterOneRequest(protocol, RouteLimits.DEFAULT);
        wire.breaksOnce(new Fault(moment, kind));
        String head = client.send(method + " /1 HTTP/1.1\nHost: a\nContent-Length: 0\n\n")
                .head();
        assertThat(head).startsWith("HTTP/1.1 502 ").contains("X-Scaler4j-Reason: backend-failed\n");
        assertThat(exchange().outcome()).isEqualTo(Outcome.BACKEND_FAILED);
        assertThat(executed).hasSize(executions);
        assertThat(wire.connections()).isEqualTo(1);
        until(() -> wire.open() == 0);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, RESET", "HTTP_1_1, CLOSE", "H2C, RESET", "H2C, CLOSE"})
    void aBodyThatWasSentIsNotThereToBeSentAgain(BackendProtocol protocol, Kind kind) throws Exception {
        Peer client = afterOneRequest(protocol, RouteLimits.DEFAULT);
        wire.breaksOnce(new Fault(Moment.BEFORE_HEAD, kind));
        client.send("PUT /1 HTTP/1.1\nHost: a\nContent-Length: 5\n\nhello");
        assertThat(client.head()).startsWith("HTTP/1.1 502 ").contains("backend-failed");
        assertThat(executed).containsExactly("PUT /1");
        assertThat(wire.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, BEFORE_HEAD", "HTTP_1_1, IN_HEAD", "H2C, BEFORE_HEAD", "H2C, IN_HEAD"})
    void aReplicaThatIsSilentIsNotAskedTwice(BackendProtocol protocol, Moment moment) throws Exception {
        Peer client = afterOneRequest(protocol, RouteLimits.DEFAULT.responseHeader(Duration.ofMillis(150)));
        wire.breaksOnce(new Fault(moment, Kind.STALL));
        assertThat(client.send(get("/1")).head())
                .startsWith("HTTP/1.1 504 ")
                .contains("X-Scaler4j-Reason: response-header-timeout\n");
        assertThat(executed).containsExactly("GET /1");
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, RESET", "HTTP_1_1, CLOSE", "H2C, RESET", "H2C, CLOSE"})
    void aSecondBreakIsNotTriedAThirdTime(BackendProtocol protocol, Kind kind) throws Exception {
        Peer client = afterOneRequest(protocol, RouteLimits.DEFAULT);
        wire.breaks(new Fault(Moment.ON_REQUEST, kind));
        assertThat(client.send(get("/1")).head()).startsWith("HTTP/1.1 502 ").contains("backend-failed");
        assertThat(wire.connections()).isEqualTo(2);
        assertThat(executed).isEmpty();
        until(() -> wire.open() == 0);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1", "H2C"})
    void whatWasCutInTheMiddleOfItsAnswerIsNotAskedAgain(BackendProtocol protocol) throws Exception {
        Peer client = afterOneRequest(protocol, RouteLimits.DEFAULT);
        wire.breaksOnce(new Fault(Moment.IN_BODY, Kind.RESET));
        client.send(get("/1")).head();
        wire.mayBreak();
        assertThat(client.isCut()).isTrue();
        assertThat(executed).containsExactly("GET /1");
        assertThat(exchange().outcome()).isEqualTo(Outcome.ABORTED);
    }

    /** The loop finds a request, and a connection for it that was reset in the meantime: already the write fails. */
    @ParameterizedTest
    @CsvSource({"POST", "GET"})
    void aWriteThatFailsAtOnceLeavesTheClientItsConnection(String method) throws Exception {
        VirtualLoops loops = closing(new VirtualLoops());
        var breaks = new CountDownLatch(1);
        var broken = new CountDownLatch(1);
        var first = new AtomicBoolean(true);
        backend(Backend.running(peer -> {
            peer.head();
            peer.ok(ANSWER);
            if (first.getAndSet(false)) {
                breaks.await();
                peer.reset();
                broken.countDown();
            } else {
                peer.head();
                peer.ok(ANSWER);
            }
        }));
        start(builder -> {
            builder.threads = 0;
            return builder.eventLoops(loops.group()).route(route().build());
        });
        Peer client = client().send(get("/1"));
        assertThat(client.body(client.head())).isEqualTo(ANSWER);
        var stands = new CountDownLatch(1);
        var stood = new CountDownLatch(1);
        loops.group().submit(() -> {
            stood.countDown();
            return stands.await(20, TimeUnit.SECONDS);
        });
        stood.await();
        client.send(method + " /2 HTTP/1.1\nHost: a\nContent-Length: 0\n\n");
        breaks.countDown();
        broken.await();
        stands.countDown();
        String head = client.head();
        assertThat(head).containsPattern("^HTTP/1.1 (200|502) "); // the system may tell of the reset first
        client.body(head);
        client.send(get("/3"));
        assertThat(client.body(client.head())).isEqualTo(ANSWER);
    }
}
