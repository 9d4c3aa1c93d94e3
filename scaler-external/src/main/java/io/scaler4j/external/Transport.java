package io.scaler4j.external;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NegotiationType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.scaler4j.connect.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A channel with the secrets of a moment.
 *
 * @param number which one of its connection, from 0 on
 * @param security its secrets
 * @param channel opens connections when they are needed, to all addresses of the server
 */
record Transport(int number, ChannelSecurity security, ManagedChannel channel) {

    /** How long a channel may wait before it tries to connect again, while someone wants to read. */
    static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);

    private static final int KEEP_ALIVE_ANSWER_SECONDS = 10;

    static Transport open(
            int number, ChannelSettings settings, ChannelSecurity security, EventLoopGroup loops, Executor lookUps) {
        NettyChannelBuilder channel = NettyChannelBuilder.forTarget(settings.target())
                .eventLoopGroup(loops)
                .channelType(NioSocketChannel.class)
                .directExecutor() // what follows an answer is short and never blocks
                .offloadExecutor(lookUps)
                .defaultLoadBalancingPolicy("round_robin")
                .disableServiceConfigLookUp()
                .disableRetry()
                .keepAliveTime(settings.keepAlive().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(KEEP_ALIVE_ANSWER_SECONDS, TimeUnit.SECONDS);
        security.tls()
                .ifPresentOrElse(
                        tls -> channel.sslContext(TlsContexts.client(tls)).negotiationType(NegotiationType.TLS),
                        () -> channel.negotiationType(NegotiationType.PLAINTEXT));
        return new Transport(number, security, channel.build());
    }

    /** Ends the waiting of a channel that cannot connect, so that the next read finds out soon whether it can. */
    void connectAgain() {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
    }

    static boolean isDue(Instant last, Instant now) {
        return Duration.between(last, now).compareTo(LONGEST_BACK_OFF) >= 0;
    }

    Secrets secrets() {
        return Secrets.of(security.secrets());
    }

    /** Fails what is under way. */
    void close() {
        channel.shutdownNow();
    }
}
