package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network cuts a request anywhere: what is read of it does not change. */
class SplitHeadsTest {

    private static EmbeddedChannel channel() {
        return new EmbeddedChannel(new FrontDecoder(new HttpDecoderConfig()));
    }

    /** All requests with their bodies, and why one is refused; nothing behind that. */
    private static String read(EmbeddedChannel channel) {
        var read = new StringBuilder();
        boolean refused = false;
        for (HttpObject part = channel.readInbound(); part != null; part = channel.readInbound()) {
            if (part instanceof HttpRequest request && !refused) {
                OwnAnswer refusal = HeadCheck.refusal(request);
                refused = refusal != null;
                read.append(
                        refused
                                ? refusal
                                : request.method() + " " + request.uri() + " "
                                        + request.headers().entries());
            }
            if (part instanceof HttpContent content) {
                if (!refused) {
                    boolean fails = content.decoderResult().isFailure();
                    read.append(fails ? "!" : content.content().toString(StandardCharsets.ISO_8859_1));
                    refused = fails;
                }
                content.release();
            }
        }
        channel.finishAndReleaseAll();
        return read.toString();
    }

    private static void write(EmbeddedChannel channel, byte[] bytes, int from, int to) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /1 HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\nHost: a\nX: 1\n\n",
                "\n\nGET /1 HTTP/1.1\nHost: a\n\n\nGET /2 HTTP/1.1\nHost: a\n\n",
                "POST /1 HTTP/1.1\nHost: a\nContent-Length: 12\n\nX y: z\n 1\n\nGET /2 HTTP/1.1\nHost: a\n\n",
                "POST /1 HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5\nhello\n0\nX: 1\n\nGET /2 HTTP/1.1\nHost: a\n\n",
                "GET  /1 HTTP/1.1\nHost: a\n\n",
                "GET /1 HTTP/1.1\nHost: a\n\n GET /2 HTTP/1.1\nHost: a\n\n",
                "GET /1 HTTP/1.1\nHost: a\nX: 1\n folded\n\nGET /2 HTTP/1.1\nHost: a\n\n",
                "GET /1 HTTP/1.1\n Host: a\n\n",
                "GET /1 HTTP/1.1\nHost: a\nno header\n\n",
                "GET /1 HTTP/1.1\nHost: a\nX : 1\n\n",
                "POST /1 HTTP/1.1\nHost: a\nContent-Length: 1\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST /1 HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n5\nhelloX0\n\n",
                "GET /1 HTTP/1.0\n\n",
            })
    void isReadTheSameInTwoPartsAndByteByByte(String text) {
        byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        EmbeddedChannel whole = channel();
        write(whole, bytes, 0, bytes.length);
        String expected = read(whole);
        assertThat(expected).isNotEmpty();
        for (int cut = 1; cut < bytes.length; cut++) {
            EmbeddedChannel channel = channel();
            write(channel, bytes, 0, cut);
            write(channel, bytes, cut, bytes.length);
            assertThat(read(channel)).as("cut at %d", cut).isEqualTo(expected);
        }
        EmbeddedChannel slow = channel();
        for (int i = 0; i < bytes.length; i++) {
            write(slow, bytes, i, i + 1);
        }
        assertThat(read(slow)).isEqualTo(expected);
    }

    @AfterAll
    static void nothingLeaks() {
        LeakWatch.assertNoLeaks();
    }
}
