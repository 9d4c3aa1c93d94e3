package io.scaler4j.testservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An OAuth server on the loopback address, as far as the client credentials grant needs one: it gives signed tokens to
 * clients whose secret it knows, and shows the key that they are signed with.
 *
 * <p>The JVM of a broker and that of a client must be allowed to ask it: see {@link #ALLOWED_URLS}.
 */
public final class TokenServer implements AutoCloseable {
    /** The system property that lists what Kafka may ask, here {@link #endpoint()} and {@link #keys()}. */
    public static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    static final String AUDIENCE = "kafka";

    private static final Duration VALIDITY = Duration.ofMinutes(10);
    private static final String KEY_ID = "test";

    private final HttpServer server;
    private final KeyPair keys;
    private final Map<String, String> clients = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private TokenServer(HttpServer server, KeyPair keys) {
        this.server = server;
        this.keys = keys;
        server.createContext("/token", this::giveToken);
        server.createContext("/keys", exchange -> answer(exchange, 200, keySet()));
        server.start();
    }

    /** {@return a server that knows no client yet} */
    public static TokenServer open() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new TokenServer(HttpServer.create(address, 0), newKeys());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on the loopback address.", e);
        }
    }

    /** Knows a client from now on, with this secret in place of an earlier one. */
    public void client(String id, String secret) {
        clients.put(id, secret);
    }

    /** {@return where tokens are asked for} */
    public URI endpoint() {
        return uri("/token");
    }

    /** {@return where the key is} */
    public URI keys() {
        return uri("/keys");
    }

    /** {@return what clients sent so far when they asked for a token, without their secrets} */
    public List<String> requests() {
        return new ArrayList<>(requests);
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.stop(0);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        for (Map.Entry<String, String> client : clients.entrySet()) {
            String pair = client.getKey() + ":" + client.getValue();
            if (sent.equals("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))) {
                String token = "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                        .formatted(token(client.getKey()), VALIDITY.toSeconds());
                answer(exchange, 200, token);
                return;
            }
        }
        answer(exchange, 401, "{\"error\":\"invalid_client\"}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String token(String subject) {
        Instant now = Instant.now();
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(KEY_ID);
        String claims = "{\"sub\":\"%s\",\"aud\":\"%s\",\"scope\":\"kafka\",\"iat\":%d,\"exp\":%d}"
                .formatted(
                        subject,
                        AUDIENCE,
                        now.getEpochSecond(),
                        now.plus(VALIDITY).getEpochSecond());
        String signed = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
        return signed + "." + base64(signature(signed));
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign a token.", e);
        }
    }

    private String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(KEY_ID, number(key.getModulus()), number(key.getPublicExponent()));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        boolean signByte = bytes[0] == 0;
        return base64(signByte ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has RSA.", e);
        }
    }
}
