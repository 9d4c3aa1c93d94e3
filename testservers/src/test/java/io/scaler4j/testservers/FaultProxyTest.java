package io.scaler4j.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final int SHORT_MILLIS = 300;

    private ServerSocket echo;
    private CompletableFuture<Void> serving;
    private FaultProxy proxy;

    @BeforeEach
    void openProxyToAnEchoServer() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        serving = CompletableFuture.runAsync(this::serve, FaultProxyTest::onNewThread);
        proxy = FaultProxy.to(echo.getLocalPort());
    }

    @AfterEach
    void closeAll() throws IOException {
        proxy.close();
        closeEchoServer();
    }

    /** The port takes connections until the thread has left accept(). */
    private void closeEchoServer() throws IOException {
        echo.close();
        serving.join();
    }

    @Test
    void passesBytesBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(talk(client, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void passesTheEndOfAStream() throws IOException {
        try (Socket client = connect()) {
            talk(client, "bye");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesNewConnectionsAndResetsOpenOnes() throws IOException {
        try (Socket open = connect()) {
            talk(open, "hello");
            proxy.refuse();

            assertThatThrownBy(() -> open.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void resetsConnectionsAfterAcceptingThem() throws IOException {
        try (Socket open = connect()) {
            talk(open, "hello");
            proxy.reset();

            assertThatThrownBy(() -> open.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThatThrownBy(() -> talk(connect(), "x")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void holdsBytesInTheBlackHoleUntilTheWayIsOpenAgain() throws IOException {
        try (Socket open = connect()) {
            talk(open, "hello");
            proxy.blackhole();
            open.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> talk(open, "late")).isInstanceOf(SocketTimeoutException.class);

            proxy.pass();
            open.setSoTimeout(5_000);
            assertThat(read(open, 4)).isEqualTo("late");
        }
    }

    @Test
    void acceptsConnectionsInTheBlackHole() throws IOException {
        proxy.blackhole();
        try (Socket client = connect()) {
            client.setSoTimeout(SHORT_MILLIS);
            assertThatThrownBy(() -> talk(client, "x")).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void delaysEachDirection() throws IOException {
        proxy.delay(Duration.ofMillis(SHORT_MILLIS));
        try (Socket client = connect()) {
            long start = System.nanoTime();
            assertThat(talk(client, "hello")).isEqualTo("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(2 * SHORT_MILLIS));
        }
    }

    @Test
    void passesAgainOnTheSamePortAfterEachFault() throws IOException {
        for (Runnable fault : List.<Runnable>of(proxy::refuse, proxy::reset, proxy::blackhole)) {
            fault.run();
            proxy.pass();
            try (Socket client = connect()) {
                assertThat(talk(client, "hello")).isEqualTo("hello");
            }
        }
    }

    @RepeatedTest(20)
    void listensAgainRightAfterRefusing() throws IOException {
        proxy.refuse();
        proxy.pass();
        try (Socket client = connect()) {
            assertThat(talk(client, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void resetsAClientWhoseServerIsGone() throws IOException {
        closeEchoServer();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> talk(client, "x")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void leavesNoThreadBehind() throws IOException {
        try (Socket stalled = connect();
                Socket open = connect()) {
            talk(open, "hello");
            proxy.blackhole();
            stalled.getOutputStream().write(1);
            assertThat(proxyThreads()).isNotEmpty();

            proxy.close();
            proxy.close();

            assertThat(proxyThreads()).isEmpty();
            assertThatIllegalStateException().isThrownBy(proxy::pass);
        }
    }

    private List<String> proxyThreads() {
        String prefix = "fault-proxy-" + proxy.port();
        return Traces.threads().filter(name -> name.contains(prefix)).toList();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static String talk(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return read(socket, text.length());
    }

    private static String read(Socket socket, int bytes) throws IOException {
        byte[] read = socket.getInputStream().readNBytes(bytes);
        if (read.length < bytes) {
            throw new IOException("the connection ended");
        }
        return new String(read, StandardCharsets.UTF_8);
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                onNewThread(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException reset) {
            // what the proxy is there for
        }
    }

    private static void onNewThread(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }
}
