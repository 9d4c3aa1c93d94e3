package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.scaler4j.http.EndpointList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages of gRPC pass no faster than the other side takes them, and calls of one connection do not wait for others.
 */
class GrpcFlowTest extends ProxyTestBase {

    private static final int MESSAGES = 500;
    /** Windows and buffers of both connections; without a limit all messages would be under way. */
    private static final int MOST_UNDER_WAY = 100;

    private static final long A_WHILE_NANOS = 300_000_000;

    private GrpcBackend replica;
    private ManagedChannel channel;

    @BeforeEach
    void startReplica() throws Exception {
        replica = closing(new GrpcBackend());
    }

    private void connect() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", interceptor().port())
                .usePlaintext()
                .disableRetry()
                .build();
        closing((AutoCloseable) () -> assertThat(channel.shutdownNow().awaitTermination(60, TimeUnit.SECONDS))
                .isTrue());
    }

    private void startWarm() throws Exception {
        replicas.set(replica.endpoint());
        start(route().backendProtocol(BackendProtocol.H2C));
        connect();
    }

    /** The client's side of a call, which takes and sends only when the test says so. */
    private static final class Slow implements ClientResponseObserver<String, String> {

        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicInteger taken = new AtomicInteger();
        private final CompletableFuture<String> last = new CompletableFuture<>();
        private ClientCallStreamObserver<String> call;
        private Runnable whenReady = () -> {};

        @Override
        public void beforeStart(ClientCallStreamObserver<String> started) {
            call = started;
            started.disableAutoRequestWithInitial(1);
            started.setOnReadyHandler(() -> whenReady.run());
        }

        @Override
        public void onNext(String message) {
            taken.incrementAndGet();
            last.complete(message);
        }

        @Override
        public void onError(Throwable thrown) {
            last.completeExceptionally(thrown);
            ended.countDown();
        }

        @Override
        public void onCompleted() {
            ended.countDown();
        }
    }

    @Test
    void aReplicaSendsNoFasterThanTheClientTakes() throws Exception {
        startWarm();
        var client = new Slow();
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(GrpcBackend.FLOOD, CallOptions.DEFAULT), "" + MESSAGES, client);
        until(() -> client.taken.get() == 1);
        LockSupport.parkNanos(A_WHILE_NANOS);
        assertThat(replica.flooded).hasValueLessThan(MOST_UNDER_WAY);
        client.call.request(MESSAGES);
        assertThat(client.ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.taken).hasValue(MESSAGES);
    }

    @Test
    void aClientSendsNoFasterThanTheReplicaTakes() throws Exception {
        startWarm();
        var sent = new AtomicInteger();
        var client = new Slow();
        client.whenReady = () -> {
            while (client.call.isReady() && sent.get() < MESSAGES) {
                client.call.onNext(GrpcBackend.MESSAGE);
                if (sent.incrementAndGet() == MESSAGES) {
                    client.call.onCompleted();
                }
            }
        };
        ClientCalls.asyncClientStreamingCall(channel.newCall(GrpcBackend.DRAIN, CallOptions.DEFAULT), client);
        var draining = replica.draining.get(60, TimeUnit.SECONDS);
        LockSupport.parkNanos(A_WHILE_NANOS);
        assertThat(sent).hasValueLessThan(MOST_UNDER_WAY);
        draining.request(MESSAGES + 1);
        assertThat(client.last.get(30, TimeUnit.SECONDS)).isEqualTo("" + MESSAGES);
    }

    /** Together the bodies that wait are longer than a connection takes by default. */
    @Test
    void callsThatWaitDoNotStopTheOthersOfTheirConnection() throws Exception {
        var ready = new EndpointList();
        ready.set(replica.endpoint());
        start(builder -> builder.route(
                        route().backendProtocol(BackendProtocol.H2C).build())
                .route(ProxyRoute.builder("shop/ready")
                        .host("ready.example.com")
                        .endpoints(ready)
                        .backendProtocol(BackendProtocol.H2C)
                        .build()));
        connect();
        List<Future<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(ClientCalls.futureUnaryCall(
                    channel.newCall(GrpcBackend.UNARY, CallOptions.DEFAULT), GrpcBackend.MESSAGE));
        }
        until(() -> held() == 50);
        String text = GrpcBackend.MESSAGE.repeat(20);
        assertThat(ClientCalls.blockingUnaryCall(
                        channel,
                        GrpcBackend.UNARY,
                        CallOptions.DEFAULT.withAuthority("ready.example.com").withDeadlineAfter(20, TimeUnit.SECONDS),
                        text))
                .isEqualTo(text);
        replicas.set(replica.endpoint());
        for (Future<String> answer : waiting) {
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(GrpcBackend.MESSAGE);
        }
    }
}
