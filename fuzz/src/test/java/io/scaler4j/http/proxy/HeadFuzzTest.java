package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.ReferenceCountUtil;
import io.scaler4j.http.Endpoint;
import java.util.Arrays;

/** Any bytes of a client are refused, or reach a replica as exactly the requests that the interceptor has seen. */
class HeadFuzzTest {

    private static final Endpoint REPLICA = Endpoint.http("10.0.0.5", 8080);

    @FuzzTest(maxDuration = "5m")
    void reachesTheReplicaAsWhatItIs(byte[] bytes) {
        // the first byte cuts the rest in two, as a network may
        int cut = bytes.length < 2 ? 0 : 1 + (bytes[0] & 0xff) % (bytes.length - 1);
        byte[] text = bytes.length < 2 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        var client = new EmbeddedChannel(new FrontDecoder(
                new HttpDecoderConfig().setMaxInitialLineLength(4096).setMaxHeaderSize(8192)));
        var replica = new EmbeddedChannel(new HttpRequestEncoder());
        int forwarded = 0;
        boolean open = true;
        client.writeInbound(Unpooled.copiedBuffer(text, 0, Math.min(cut, text.length)));
        client.writeInbound(
                Unpooled.copiedBuffer(text, Math.min(cut, text.length), text.length - Math.min(cut, text.length)));
        for (HttpObject part = client.readInbound(); part != null; part = client.readInbound()) {
            if (open && part instanceof HttpRequest request) {
                open = HeadCheck.refusal(request) == null;
                if (open) {
                    var head = new RequestHead(request, true);
                    head.prepare("192.0.2.1", false, REPLICA);
                    replica.writeOutbound(head.request());
                    forwarded++;
                }
            }
            if (part instanceof HttpContent withHead) {
                HttpContent content = Bodies.withoutHead(withHead);
                open &= content.decoderResult().equals(DecoderResult.SUCCESS);
                if (open) {
                    replica.writeOutbound(content);
                } else {
                    content.release();
                }
            } else if (!(part instanceof HttpRequest)) {
                ReferenceCountUtil.release(part);
            }
        }
        assertThat(ReplicaView.requestsIn(sent(replica))).isEqualTo(forwarded);
        client.finishAndReleaseAll();
        replica.finishAndReleaseAll();
    }

    private static byte[] sent(EmbeddedChannel replica) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = replica.readOutbound(); part != null; part = replica.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        return ByteBufUtil.getBytes(all);
    }
}
