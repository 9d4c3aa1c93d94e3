package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.scaler4j.http.Hold;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The Java client of gRPC, and a replica with its server. */
class GrpcClientTest extends ProxyTestBase {

    private GrpcBackend replica;
    private ManagedChannel channel;

    /** The replica is not ready yet. */
    private void startCold(ProxyRouteBuilder route) throws IOException {
        replica = closing(new GrpcBackend());
        start(route.backendProtocol(BackendProtocol.H2C));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", interceptor().port())
                .usePlaintext()
                .disableRetry()
                .build();
        closing((AutoCloseable) () -> assertThat(channel.shutdownNow().awaitTermination(60, TimeUnit.SECONDS))
                .isTrue());
    }

    private void startWarm() throws IOException {
        startCold(route());
        replicas.set(replica.endpoint());
    }

    private void becomeReady() {
        until(() -> held() > 0);
        replicas.set(replica.endpoint());
    }

    private String unary(String text) {
        return ClientCalls.blockingUnaryCall(channel, GrpcBackend.UNARY, CallOptions.DEFAULT, text);
    }

    private Future<String> later(String text) {
        return ClientCalls.futureUnaryCall(channel.newCall(GrpcBackend.UNARY, CallOptions.DEFAULT), text);
    }

    @Test
    void callsThatComeDuringAColdStartAreAnswered() throws Exception {
        startCold(route());
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(later("call " + i));
        }
        until(() -> held() == 100);
        replicas.set(replica.endpoint());
        for (int i = 0; i < 100; i++) {
            assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo("call " + i);
            assertThat(exchange().outcome()).isEqualTo(Outcome.HELD_READY);
        }
    }

    @Test
    void longMessagesPassBothWays() throws Exception {
        startWarm();
        String text = "x".repeat(3_000_000);
        assertThat(unary(text)).isEqualTo(text);
    }

    @Test
    void aServerStreamArrivesInOrderAndToItsEnd() throws Exception {
        startCold(route());
        CompletableFuture<List<String>> got = CompletableFuture.supplyAsync(() -> {
            List<String> all = new ArrayList<>();
            Iterator<String> answers = ClientCalls.blockingServerStreamingCall(
                    channel, GrpcBackend.SERVER_STREAM, CallOptions.DEFAULT, "1000");
            answers.forEachRemaining(all::add);
            return all;
        });
        becomeReady();
        List<String> all = got.get(20, TimeUnit.SECONDS);
        assertThat(all).hasSize(1000).startsWith("0", "1").endsWith("999");
    }

    @Test
    void messagesGoBackAndForthOnOneCall() throws Exception {
        startCold(route());
        var answers = new Answers();
        StreamObserver<String> questions = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(GrpcBackend.BOTH_WAYS, CallOptions.DEFAULT), answers);
        questions.onNext("one");
        becomeReady();
        assertThat(answers.next()).isEqualTo("echo one");
        questions.onNext("two"); // only after the first answer: neither side waits for the end of the other
        assertThat(answers.next()).isEqualTo("echo two");
        assertThat(inFlight()).isEqualTo(1);
        questions.onCompleted();
        assertThat(answers.next()).isEqualTo("end");
        assertThat(exchange().outcome()).isEqualTo(Outcome.HELD_READY);
    }

    @Test
    void theStatusTheMessageAndTheTrailersOfTheReplicaArePassedOn() throws Exception {
        startWarm();
        assertThatThrownBy(() -> unary("fail")).isInstanceOfSatisfying(StatusRuntimeException.class, thrown -> {
            assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(thrown.getStatus().getDescription()).isEqualTo("not today: größer");
            assertThat(thrown.getTrailers().get(GrpcBackend.DETAIL)).isEqualTo("42");
        });
    }

    @Test
    void headersAndTrailersOfAnAnswerArePassedOn() throws Exception {
        startWarm();
        var headers = new AtomicReference<Metadata>();
        var trailers = new AtomicReference<Metadata>();
        var watched =
                ClientInterceptors.intercept(channel, MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
        assertThat(ClientCalls.blockingUnaryCall(watched, GrpcBackend.UNARY, CallOptions.DEFAULT, "hello"))
                .isEqualTo("hello");
        assertThat(headers.get().get(Metadata.Key.of(ColdStart.HEADER, Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("false");
        assertThat(trailers.get().get(GrpcBackend.DETAIL)).isEqualTo("served");
    }

    @Test
    void aDeadlineThatPassesWhileTheCallWaitsTakesItOutOfTheLine() throws Exception {
        startCold(route());
        assertStatus(
                Status.Code.DEADLINE_EXCEEDED,
                CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS),
                "hello");
        until(() -> held() == 0);
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }

    @Test
    void aClientThatLosesItsConnectionWhileItsCallsWaitIsTakenOutOfTheLine() throws Exception {
        startCold(route());
        for (int i = 0; i < 10; i++) {
            later("call " + i);
        }
        until(() -> held() == 10);
        channel.shutdownNow();
        until(() -> held() == 0);
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }

    @Test
    void aDeadlineThatPassesAtTheReplicaCancelsTheCallThere() throws Exception {
        startWarm();
        assertStatus(
                Status.Code.DEADLINE_EXCEEDED,
                CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS),
                "hang");
        assertThat(replica.cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        until(() -> inFlight() == 0);
    }

    @Test
    void aCallThatIsCancelledIsCancelledAtTheReplica() throws Exception {
        startWarm();
        Future<String> answer = later("hang");
        assertThat(replica.hanging.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(replica.cancelled.getCount()).isEqualTo(1);
        answer.cancel(true);
        assertThat(replica.cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }

    @Test
    void ourOwnErrorsAreStatusesOfGrpc() throws Exception {
        startCold(route().hold(Hold.atMost(0)));
        assertStatus(Status.Code.UNAVAILABLE, CallOptions.DEFAULT, "hello");
        interceptor()
                .routes(List.of(route().limits(RouteLimits.DEFAULT.readiness(Duration.ofMillis(20)))
                        .build()));
        assertStatus(Status.Code.DEADLINE_EXCEEDED, CallOptions.DEFAULT, "hello");
        interceptor().routes(List.of());
        assertStatus(Status.Code.UNIMPLEMENTED, CallOptions.DEFAULT, "hello");
    }

    @Test
    void aReplicaThatDiesInTheMiddleIsUnavailableAndNotTheEndOfAStream() throws Exception {
        startWarm();
        var answers = new Answers();
        StreamObserver<String> questions = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(GrpcBackend.BOTH_WAYS, CallOptions.DEFAULT), answers);
        questions.onNext("one");
        assertThat(answers.next()).isEqualTo("echo one");
        replica.close();
        assertThat(answers.next()).startsWith("error ").doesNotContain("OK");
        assertThat(exchange().outcome()).isEqualTo(Outcome.ABORTED);
    }

    private void assertStatus(Status.Code expected, CallOptions options, String text) {
        assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel, GrpcBackend.UNARY, options, text))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        thrown -> assertThat(thrown.getStatus().getCode()).isEqualTo(expected));
    }

    private static final class Answers implements StreamObserver<String> {

        private final BlockingQueue<String> came = new LinkedBlockingQueue<>();

        @Override
        public void onNext(String answer) {
            came.add(answer);
        }

        @Override
        public void onError(Throwable thrown) {
            came.add("error " + Status.fromThrowable(thrown).getCode());
        }

        @Override
        public void onCompleted() {
            came.add("end");
        }

        String next() throws InterruptedException {
            String next = came.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("an answer").isNotNull();
            return next;
        }
    }
}
