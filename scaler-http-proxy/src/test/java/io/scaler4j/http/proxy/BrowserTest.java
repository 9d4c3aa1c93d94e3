package io.scaler4j.http.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser before a target at zero. Without a Chromium that works the test is skipped. */
class BrowserTest extends ProxyTestBase {

    private static final String STARTING =
            "<!doctype html><meta http-equiv=\"refresh\" content=\"1\"><title>starting</title>";
    /** Tells what it hears with requests of its own. */
    private static final String PAGE = """
            <!doctype html><title>shop</title><link rel="icon" href="data:,"><script>
            const say = text => fetch('/say?' + encodeURIComponent(text));
            const socket = new WebSocket('ws://' + location.host + '/chat', 'chat');
            socket.onopen = () => socket.send('hello');
            socket.onmessage = message => {
              say('socket: ' + message.data);
              const events = new EventSource('/events');
              events.onmessage = event => say('event: ' + event.data);
            };
            </script>
            """;

    @TempDir
    Path folder;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final BlockingQueue<ChannelHandlerContext> listening = new LinkedBlockingQueue<>();

    private void answer(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (request.uri().equals("/events")) {
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                    .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            ctx.writeAndFlush(head);
            listening.add(ctx);
            return;
        }
        if (request.uri().startsWith("/say?")) {
            said.add(java.net.URLDecoder.decode(request.uri().substring("/say?".length()), UTF_8));
        }
        var page = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.copiedBuffer(PAGE, UTF_8));
        page.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/html")
                .set(HttpHeaderNames.CONTENT_LENGTH, page.content().readableBytes());
        ctx.writeAndFlush(page);
    }

    private String next() throws InterruptedException {
        String next = said.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("what the page tells").isNotNull();
        return next;
    }

    @Test
    void thePlaceholderTurnsIntoThePageWhoseSocketAndEventsWork() throws Exception {
        var replica = closing(new WebSocketBackend(this::answer));
        start(route().placeholder(StaticResponse.of(503, STARTING)));
        closing(browser(uri("/shop").toString()));
        assertThat(exchange().outcome()).isEqualTo(Outcome.PLACEHOLDER);
        replicas.set(replica.endpoint());
        assertThat(next()).isEqualTo("socket: echo hello");
        ChannelHandlerContext events = listening.poll(30, TimeUnit.SECONDS);
        assertThat(events).isNotNull();
        for (String event : List.of("one", "two")) { // each arrives before the next is sent
            events.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer("data: " + event + "\n\n", UTF_8)));
            assertThat(next()).isEqualTo("event: " + event);
        }
        assertThat(inFlight()).isGreaterThanOrEqualTo(2); // the socket and the events
    }

    private AutoCloseable browser(String page) throws IOException, InterruptedException {
        try (var trial = chromium("--dump-dom", "data:text/html,works")) {
            boolean works = trial.process().waitFor(30, TimeUnit.SECONDS)
                    && Files.readString(trial.output()).contains("works");
            if (!works) {
                Programs.skip("This chromium shows no page: " + Files.readString(trial.output()));
            }
        }
        Programs.Running running = chromium("--remote-debugging-port=0", page); // else it ends with the page
        return () -> {
            List<ProcessHandle> children = running.process().descendants().toList();
            running.close();
            children.forEach(ProcessHandle::destroyForcibly);
            children.forEach(child -> child.onExit().join());
        };
    }

    private Programs.Running chromium(String... last) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        options.addAll(List.of(last));
        return Programs.start(folder, "chromium", options.toArray(String[]::new));
    }
}
