package io.scaler4j.redis;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Opens connections to one node, and finds out why it cannot. Thread-safe. */
final class Connecting {

    private static final String NO_PASSWORD_SET = "ERR AUTH <password> called without any password";
    private static final int HIGHEST_PORT = 65_535;
    private static final int PROBE_MILLIS = 500;
    private static final byte TLS_ALERT = 21;
    private static final byte TLS_HANDSHAKE = 22;

    private final HostAndPort node;
    private final JedisClientConfig config;
    /** The reason was found the last time; to wait for it once more would take longer than to look. */
    private volatile boolean mistaken;

    Connecting(HostAndPort node, JedisClientConfig config) {
        this.node = node;
        this.config = config;
    }

    Connection open() {
        if (node.getPort() > HIGHEST_PORT) {
            throw new JedisConnectionException(node + " has no port that exists");
        }
        if (mistaken) {
            JedisException reason = reasonOf(new JedisConnectionException(node + " was found to be so before"));
            if (reason instanceof WrongServerException) {
                throw reason;
            }
            mistaken = false;
        }
        try {
            return login();
        } catch (JedisConnectionException e) {
            throw reasonOf(e);
        }
    }

    /** A server without a password takes any from its default user, and refuses one from nobody. */
    private Connection login() {
        try {
            return new Connection(node, config);
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith(NO_PASSWORD_SET)) {
                throw e;
            }
            return new Connection(
                    node,
                    DefaultJedisClientConfig.builder()
                            .from(config)
                            .credentialsProvider(this::asDefaultUser)
                            .build());
        }
    }

    private RedisCredentials asDefaultUser() {
        return new DefaultRedisCredentials(
                "default", config.getCredentialsProvider().get().getPassword());
    }

    /** Where the server accepted the connection, whether one side uses TLS and the other does not. */
    JedisException reasonOf(JedisConnectionException failed) {
        if (neverConnected(failed)) {
            return failed;
        }
        boolean plain = config.getSslOptions() == null;
        Optional<Byte> first = plain ? answerTo(Connecting::greeting) : answerTo((host, port) -> ping());
        boolean isTls =
                first.filter(type -> type == TLS_ALERT || type == TLS_HANDSHAKE).isPresent();
        boolean isRedis = first.filter(type -> type == '+' || type == '-').isPresent();
        if (plain ? !isTls : !isRedis) {
            return failed;
        }
        mistaken = true;
        return plain ? WrongServerException.expectsTls(node, failed) : WrongServerException.knowsNoTls(node, failed);
    }

    private static boolean neverConnected(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof UnknownHostException
                        || cause instanceof NoRouteToHostException
                        || "Connect timed out".equals(cause.getMessage()));
    }

    /** The first byte that comes back; none if none comes in time. */
    private Optional<Byte> answerTo(BiFunction<String, Integer, byte[]> question) {
        HostAndPort reachable = mapped();
        int millis = Math.min(PROBE_MILLIS, Math.max(1, config.getConnectionTimeoutMillis()));
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(reachable.getHost(), reachable.getPort()), millis);
            socket.setSoTimeout(millis);
            OutputStream out = socket.getOutputStream();
            out.write(question.apply(reachable.getHost(), reachable.getPort()));
            out.flush();
            int answer = socket.getInputStream().read();
            return answer < 0 ? Optional.empty() : Optional.of((byte) answer);
        } catch (IOException nothing) {
            return Optional.empty();
        }
    }

    private HostAndPort mapped() {
        return config.getHostAndPortMapper() == null
                ? node
                : config.getHostAndPortMapper().getHostAndPort(node);
    }

    private static byte[] ping() {
        return "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    /** What a TLS client begins with. No certificate is looked at, since the answer is not. */
    private static byte[] greeting(String host, int port) {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
            engine.setUseClientMode(true);
            ByteBuffer greeting = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), greeting);
            byte[] bytes = new byte[greeting.flip().remaining()];
            greeting.get(bytes);
            return bytes;
        } catch (GeneralSecurityException | IOException e) {
            return new byte[0];
        }
    }
}
