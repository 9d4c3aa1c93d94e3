package io.scaler4j.http.proxy;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.scaler4j.http.Endpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica with the Java server of gRPC. Its messages are texts, so that nothing has to be generated. */
final class GrpcBackend implements AutoCloseable {

    static final Metadata.Key<String> DETAIL = Metadata.Key.of("x-detail", Metadata.ASCII_STRING_MARSHALLER);
    static final MethodDescriptor<String, String> UNARY = method(MethodDescriptor.MethodType.UNARY, "unary");
    static final MethodDescriptor<String, String> SERVER_STREAM =
            method(MethodDescriptor.MethodType.SERVER_STREAMING, "count");
    static final MethodDescriptor<String, String> BOTH_WAYS =
            method(MethodDescriptor.MethodType.BIDI_STREAMING, "talk");
    static final MethodDescriptor<String, String> FLOOD = method(MethodDescriptor.MethodType.SERVER_STREAMING, "flood");
    static final MethodDescriptor<String, String> DRAIN = method(MethodDescriptor.MethodType.CLIENT_STREAMING, "drain");
    /** What a flood consists of. */
    static final String MESSAGE = "0123456789abcdef".repeat(4096);

    private static final String SERVICE = "test.Greeter";

    /** A call that never ends has come. */
    final CountDownLatch hanging = new CountDownLatch(1);
    /** It was cancelled by the other side. */
    final CountDownLatch cancelled = new CountDownLatch(1);

    /** Messages of a flood that the server could write without filling its own memory. */
    final AtomicInteger flooded = new AtomicInteger();
    /** A call whose messages are taken only when they are asked for here. */
    final CompletableFuture<ServerCallStreamObserver<String>> draining = new CompletableFuture<>();

    private final Server server;

    GrpcBackend() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder(SERVICE)
                        .addMethod(UNARY, ServerCalls.asyncUnaryCall(this::unary))
                        .addMethod(SERVER_STREAM, ServerCalls.asyncServerStreamingCall(GrpcBackend::count))
                        .addMethod(BOTH_WAYS, ServerCalls.asyncBidiStreamingCall(GrpcBackend::talk))
                        .addMethod(FLOOD, ServerCalls.asyncServerStreamingCall(this::flood))
                        .addMethod(DRAIN, ServerCalls.asyncClientStreamingCall(this::drain))
                        .build())
                .intercept(new Detail())
                .build()
                .start();
    }

    private static MethodDescriptor<String, String> method(MethodDescriptor.MethodType type, String name) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(new Texts())
                .setResponseMarshaller(new Texts())
                .build();
    }

    private void unary(String question, StreamObserver<String> answer) {
        switch (question) {
            case "fail" -> {
                var detail = new Metadata();
                detail.put(DETAIL, "42");
                answer.onError(Status.FAILED_PRECONDITION
                        .withDescription("not today: größer")
                        .asRuntimeException(detail));
            }
            case "hang" -> {
                ((ServerCallStreamObserver<String>) answer).setOnCancelHandler(cancelled::countDown);
                hanging.countDown();
            }
            default -> {
                answer.onNext(question);
                answer.onCompleted();
            }
        }
    }

    private static void count(String most, StreamObserver<String> answer) {
        for (int i = 0; i < Integer.parseInt(most); i++) {
            answer.onNext("" + i);
        }
        answer.onCompleted();
    }

    private static StreamObserver<String> talk(StreamObserver<String> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(String question) {
                answer.onNext("echo " + question);
            }

            @Override
            public void onError(Throwable thrown) {
                // the client has gone
            }

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        };
    }

    /** Sends as many messages as it is asked for, each when the one before has left. */
    private void flood(String most, StreamObserver<String> answer) {
        var call = (ServerCallStreamObserver<String>) answer;
        int all = Integer.parseInt(most);
        call.setOnReadyHandler(() -> {
            while (call.isReady() && flooded.get() < all) {
                call.onNext(MESSAGE);
                if (flooded.incrementAndGet() == all) {
                    call.onCompleted();
                }
            }
        });
    }

    /** Answers with the number of messages. */
    private StreamObserver<String> drain(StreamObserver<String> answer) {
        var call = (ServerCallStreamObserver<String>) answer;
        call.disableAutoRequest();
        draining.complete(call);
        var taken = new AtomicInteger();
        return new StreamObserver<>() {
            @Override
            public void onNext(String message) {
                taken.incrementAndGet();
            }

            @Override
            public void onError(Throwable thrown) {
                // the client has gone
            }

            @Override
            public void onCompleted() {
                answer.onNext("" + taken.get());
                answer.onCompleted();
            }
        };
    }

    Endpoint endpoint() {
        return Endpoint.http("127.0.0.1", server.getPort());
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Adds a trailer to each answer that succeeds. */
    private static final class Detail implements ServerInterceptor {

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return next.startCall(
                    new io.grpc.ForwardingServerCall.SimpleForwardingServerCall<Q, A>(call) {
                        @Override
                        public void close(Status status, Metadata trailers) {
                            if (status.isOk()) {
                                trailers.put(DETAIL, "served");
                            }
                            super.close(status, trailers);
                        }
                    },
                    headers);
        }
    }

    private static final class Texts implements MethodDescriptor.Marshaller<String> {

        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream bytes) {
            try {
                return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
