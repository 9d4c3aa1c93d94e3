package io.scaler4j.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads requests of HTTP/1, and takes none that another server could read differently: then a client could hide a
 * request in another one.
 */
final class FrontDecoder extends HttpRequestDecoder {

    private static final int VERSION_LENGTH = "HTTP/1.1".length();

    private boolean inHead = true;
    private boolean hasLines;
    private boolean malformed;

    FrontDecoder(HttpDecoderConfig config) {
        super(config);
    }

    /** Whether a part of a head has come, and not all of it. */
    boolean isInsideHead() {
        return inHead && (hasLines || actualReadableBytes() > 0);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (inHead) {
            checkLines(in);
        }
        int before = out.size();
        super.decode(ctx, in, out);
        for (int i = before; i < out.size(); i++) {
            decoded(out.get(i));
        }
    }

    private void decoded(Object message) {
        if (message instanceof HttpRequest request) {
            inHead = false;
            if (malformed && !request.decoderResult().isFailure()) {
                request.setDecoderResult(
                        DecoderResult.failure(new IllegalArgumentException("a line of the head is malformed")));
            }
        }
        if (message instanceof LastHttpContent) {
            inHead = true;
            hasLines = false;
            malformed = false;
        }
    }

    /** Looks at lines that the decoder has not consumed: each decoding begins at the start of a line. */
    private void checkLines(ByteBuf in) {
        int end = in.writerIndex();
        int begin = in.readerIndex();
        int newline = begin < end ? in.indexOf(begin, end, (byte) '\n') : -1;
        while (newline >= 0) {
            int length = newline - begin;
            boolean isEmpty = length == 0 || (length == 1 && in.getByte(begin) == '\r');
            if (isEmpty && hasLines) {
                return; // of the head
            }
            if (hasLines && (isBlank(in.getByte(begin)) || in.indexOf(begin, newline, (byte) ':') < 0)) {
                malformed = true; // a continuation of the line before, or no header at all
            } else if (!hasLines && !isEmpty && !isRequestLine(in, begin, newline)) {
                malformed = true;
            }
            hasLines |= !isEmpty;
            begin = newline + 1;
            newline = begin < end ? in.indexOf(begin, end, (byte) '\n') : -1;
        }
    }

    /** Three words with one space between them, of which the last is the version: the decoder takes more than that. */
    private static boolean isRequestLine(ByteBuf in, int begin, int newline) {
        int end = in.getByte(newline - 1) == '\r' ? newline - 1 : newline;
        int target = in.indexOf(begin, end, (byte) ' ') + 1;
        int version = end - VERSION_LENGTH;
        return target > begin + 1
                && version > target + 1
                && in.indexOf(target, end, (byte) ' ') == version - 1
                && in.getByte(version) == 'H';
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding say how long the body is");
    }
}
