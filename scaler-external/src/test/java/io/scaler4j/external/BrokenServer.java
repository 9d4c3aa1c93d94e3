package io.scaler4j.external;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on the loopback interface that speaks HTTP/2 up to the point where it goes wrong, to each call anew. */
final class BrokenServer implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int END_STREAM = 1;
    private static final int ACKNOWLEDGED = 1;
    private static final int END_HEADERS = 4;
    private static final int PREFACE_BYTES = 24;

    private static final byte[] GOOD_HEADERS = bytes("\u0088\u005f\u0010application/grpc");
    private static final byte[] GOOD_TRAILERS = bytes("\u0040\u000bgrpc-status\u00010");
    private static final byte[] EMPTY_MESSAGE = new byte[5];

    /** What it answers a call with. */
    enum Way {
        /** The header of a page instead of an answer, as a proxy may send it. */
        A_WEB_PAGE,
        /** Headers that no one can decompress. */
        BAD_HEADERS,
        /** A message that is no message of the contract. */
        BAD_MESSAGE,
        /** A message that ends before its length. */
        CUT_MESSAGE,
        /** A message that says it has two gigabytes. */
        HUGE_MESSAGE,
        /** A good end without any message. */
        NO_MESSAGE,
        /** A message and the end of the stream, without a status. */
        NO_STATUS,
        /** A half of an answer, and then nothing. */
        HALF_AN_ANSWER,
        /** Every call is reset. */
        RESETS,
        /** Every connection is told to go away. */
        GOES_AWAY,
        /** A frame of a kind and a length that there is not. */
        BAD_FRAME,
        /** The side of the server is closed in the middle of a frame. */
        CLOSES_HALF
    }

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Way way;

    BrokenServer(Way way) {
        this.way = way;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void run(Runnable work) {
        var thread = new Thread(work, "broken-server");
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                run(() -> serve(socket));
            } catch (IOException closed) {
                // the end
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            in.readFully(new byte[PREFACE_BYTES]);
            frame(out, SETTINGS, 0, 0, new byte[0]);
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                byte[] payload = in.readNBytes(length);
                if (type == HEADERS) {
                    answer(socket, out, stream);
                } else if (type == PING && flags != ACKNOWLEDGED) {
                    frame(out, PING, ACKNOWLEDGED, 0, payload);
                } else if (type == SETTINGS && flags != ACKNOWLEDGED) {
                    frame(out, SETTINGS, ACKNOWLEDGED, 0, new byte[0]);
                }
            }
        } catch (IOException gone) {
            // the client has had enough, or the test is over
        } finally {
            sockets.remove(socket);
        }
    }

    private void answer(Socket socket, OutputStream out, int stream) throws IOException {
        switch (way) {
            case A_WEB_PAGE -> {
                frame(out, HEADERS, END_HEADERS, stream, bytes("\u0088\u005f\u0009text/html"));
                frame(out, DATA, END_STREAM, stream, bytes("<html>It works!</html>"));
            }
            case BAD_HEADERS -> frame(out, HEADERS, END_HEADERS, stream, bytes("\u00ff\u00ff\u00ff\u00ff\u00ff"));
            case BAD_MESSAGE -> message(out, stream, message(4, bytes("\u00ff\u00ff\u00ff\u00ff")), true);
            case CUT_MESSAGE -> message(out, stream, message(100, bytes("ten bytes.")), true);
            case HUGE_MESSAGE -> message(out, stream, message(Integer.MAX_VALUE, bytes("begins")), true);
            case NO_MESSAGE -> message(out, stream, new byte[0], true);
            case NO_STATUS -> {
                frame(out, HEADERS, END_HEADERS, stream, GOOD_HEADERS);
                frame(out, DATA, END_STREAM, stream, EMPTY_MESSAGE);
            }
            case HALF_AN_ANSWER -> message(out, stream, EMPTY_MESSAGE, false);
            case RESETS -> frame(out, RESET, 0, stream, new byte[] {0, 0, 0, 2});
            case GOES_AWAY -> frame(out, GO_AWAY, 0, 0, new byte[8]);
            case BAD_FRAME -> frame(out, 0xee, 0xff, stream, new byte[70_000]);
            case CLOSES_HALF -> {
                out.write(new byte[] {0, 0, 100, HEADERS, END_HEADERS, 0});
                socket.shutdownOutput();
            }
        }
        out.flush();
    }

    private static void message(OutputStream out, int stream, byte[] message, boolean ends) throws IOException {
        frame(out, HEADERS, END_HEADERS, stream, GOOD_HEADERS);
        frame(out, DATA, 0, stream, message);
        if (ends) {
            frame(out, HEADERS, END_HEADERS | END_STREAM, stream, GOOD_TRAILERS);
        }
    }

    private static byte[] message(int length, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) 0)
                .putInt(length)
                .put(content)
                .array();
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        frame.writeBytes(ByteBuffer.allocate(4).putInt(stream).array());
        frame.writeBytes(payload);
        frame.writeTo(out);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Thread thread : threads) {
            thread.join(60_000);
        }
    }
}
