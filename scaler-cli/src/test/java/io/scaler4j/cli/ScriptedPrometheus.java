package io.scaler4j.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server that answers as a test says; it keeps the bodies of the requests. */
final class ScriptedPrometheus implements AutoCloseable {

    private final HttpServer server;
    private final List<String> asked = new ArrayList<>();

    private ScriptedPrometheus(int status, UnaryOperator<String> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(body);
            byte[] bytes = answer.apply(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** Every answer is made of the request's body. */
    static ScriptedPrometheus answering(int status, UnaryOperator<String> answer) throws IOException {
        return new ScriptedPrometheus(status, answer);
    }

    /** An instant query has one value. */
    static ScriptedPrometheus reading(double value) throws IOException {
        return answering(
                200,
                body ->
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\""
                                + value + "\"]}]}}");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
