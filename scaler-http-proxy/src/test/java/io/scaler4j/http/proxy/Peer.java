package io.scaler4j.http.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One end of a connection, byte by byte: a client that knows no rules, or a replica that breaks them. */
final class Peer implements Closeable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static Peer to(int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new Peer(socket);
    }

    /** Sends a text, whose line ends are those of HTTP. */
    Peer send(String text) throws IOException {
        return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Answers with a body, which is sent as it is. */
    Peer ok(String body) throws IOException {
        return send("HTTP/1.1 200 OK\nContent-Length: " + body.length() + "\n\n")
                .raw(body);
    }

    /** Sends a text as it is. */
    Peer raw(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Peer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads a head, with line ends of LF and without the empty line. */
    String head() throws IOException {
        var head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = byteRead(); c != '\n'; c = byteRead()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private int byteRead() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new EOFException("the other side has closed the connection");
        }
        return c;
    }

    String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("only " + bytes.length + " of " + length + " bytes came");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The value of a header in a head; empty if it is not there. */
    static Optional<String> header(String head, String name) {
        Matcher found = Pattern.compile(
                        "^" + Pattern.quote(name) + ": *(.*)$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE)
                .matcher(head);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Reads the body that a head tells of. Trailers are left out. */
    String body(String head) throws IOException {
        if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            return chunked();
        }
        Optional<String> length = header(head, "Content-Length");
        return length.isPresent() ? text(Integer.parseInt(length.get())) : "";
    }

    private String chunked() throws IOException {
        var body = new StringBuilder();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.append(text(size));
            line();
        }
        head();
        return body.toString();
    }

    int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    /** Whether the other side ends the connection in an orderly way, without another byte. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    /** The connection ends without an orderly end, or in the middle of something. */
    boolean isCut() {
        try {
            while (in.read() >= 0) {
                // what was under way
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether something comes soon, be it the end; nothing of it is taken. */
    boolean comesWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        in.mark(1);
        try {
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Closes so that the other side sees an error. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void receiveBuffer(int size) throws IOException {
        socket.setReceiveBufferSize(size);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
