package io.scaler4j.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Speaks the protocol of Redis on the loopback interface, and answers as a test says: what a real server answers only
 * while it starts, moves slots or breaks, and what none should answer. What belongs to a login it accepts, unless the
 * test says otherwise.
 */
final class ScriptedRedis implements AutoCloseable {

    private static final Set<String> LOGIN = Set.of("AUTH", "CLIENT", "SELECT");

    private final ServerSocket socket;
    private final Map<String, Deque<Answer>> script = new HashMap<>();
    private final List<String> received = new ArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /**
     * What goes back for a command.
     *
     * @param bytes as the protocol has it
     * @param closes whether the connection ends behind it
     */
    record Answer(String bytes, boolean closes) {

        static final Answer OK = new Answer("+OK\r\n", false);
        static final Answer NOTHING = new Answer("$-1\r\n", false);
        static final Answer SILENCE = new Answer("", false);
        static final Answer HANG_UP = new Answer("", true);

        static Answer number(long number) {
            return new Answer(":" + number + "\r\n", false);
        }

        static Answer text(String text) {
            return new Answer("$" + text.getBytes(UTF_8).length + "\r\n" + text + "\r\n", false);
        }

        static Answer error(String message) {
            return new Answer("-" + message + "\r\n", false);
        }

        static Answer list(Answer... parts) {
            var all = new StringBuilder("*" + parts.length + "\r\n");
            for (Answer part : parts) {
                all.append(part.bytes());
            }
            return new Answer(all.toString(), false);
        }

        /** The first bytes of it, and then the end of the connection. */
        Answer cutAfter(int length) {
            return new Answer(bytes.substring(0, length), true);
        }
    }

    ScriptedRedis() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "scripted-redis");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** From now on, answers a command, or all commands of this name, one after the other; the last answer stays. */
    synchronized ScriptedRedis on(String command, Answer... answers) {
        script.put(command, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    /** The commands so far, without those of a login. */
    synchronized List<String> received() {
        return received.stream()
                .filter(command -> !LOGIN.contains(command.split(" ", 2)[0]))
                .toList();
    }

    /** Those of this name. */
    synchronized List<String> received(String name) {
        return received.stream()
                .filter(command -> command.split(" ", 2)[0].equals(name))
                .toList();
    }

    /** How many connections the other side has not closed. */
    int open() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var in = new DataInputStream(connection.getInputStream());
            while (true) {
                Answer answer = answer(command(in));
                connection.getOutputStream().write(answer.bytes().getBytes(UTF_8));
                connection.getOutputStream().flush();
                if (answer.closes()) {
                    return;
                }
            }
        } catch (IOException gone) {
            // the other side has closed
        } finally {
            connections.remove(connection);
        }
    }

    private synchronized Answer answer(String command) {
        received.add(command);
        String name = command.split(" ", 2)[0];
        Deque<Answer> answers = script.getOrDefault(command, script.get(name));
        if (answers != null) {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }
        return LOGIN.contains(name) ? Answer.OK : Answer.error("ERR unknown command '" + name + "'");
    }

    private static String command(DataInputStream in) throws IOException {
        List<String> words = new ArrayList<>();
        for (int left = count(in, '*'); left > 0; left--) {
            byte[] word = new byte[count(in, '$')];
            in.readFully(word);
            in.skipNBytes(2);
            words.add(new String(word, UTF_8));
        }
        return String.join(" ", words);
    }

    /** The number in a line such as {@code *3} or {@code $5}; a client that asks in any other way is not answered. */
    private static int count(DataInputStream in, char kind) throws IOException {
        if (in.readByte() != kind) {
            throw new EOFException();
        }
        var digits = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            digits.append((char) next);
        }
        in.skipNBytes(1);
        return Integer.parseInt(digits.toString());
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
