package io.scaler4j.http.proxy;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of a connection to the admin port. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpInterceptor.class);

    private final Map<String, AdminPage> pages;
    private @Nullable CompletableFuture<AdminPage.Answer> pending;

    AdminHandler(Map<String, AdminPage> pages) {
        this.pages = pages;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean keepsAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        if (request.decoderResult().isFailure()) {
            send(ctx, plain(400, "Bad Request\n"), false);
        } else if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
            send(ctx, plain(405, "Method Not Allowed\n"), keepsAlive);
        } else {
            answer(ctx, request.uri(), keepsAlive);
        }
    }

    private void answer(ChannelHandlerContext ctx, String uri, boolean keepsAlive) {
        String path = RequestHead.pathOf(uri);
        AdminPage page = pages.get(path);
        if (page == null) {
            send(ctx, plain(404, "Not Found\n"), keepsAlive);
            return;
        }
        ctx.channel().config().setAutoRead(pending == null);
        try {
            String query = path.length() == uri.length() ? "" : uri.substring(path.length() + 1);
            CompletableFuture<AdminPage.Answer> answer =
                    page.answer(new AdminPage.Request(path, query)).toCompletableFuture();
            pending = answer;
            answer.whenComplete((given, thrown) -> ctx.executor().execute(() -> {
                pending = null;
                if (thrown != null) {
                    LOG.warn("admin page {} failed", path, thrown);
                }
                send(ctx, given == null ? plain(500, "Internal Server Error\n") : given, keepsAlive);
            }));
        } catch (RuntimeException e) {
            LOG.warn("admin page {} failed", path, e);
            send(ctx, plain(500, "Internal Server Error\n"), keepsAlive);
        }
    }

    private static AdminPage.Answer plain(int status, String text) {
        return new AdminPage.Answer(AdminAnswer.text(status, text), Map.of());
    }

    private static void send(ChannelHandlerContext ctx, AdminPage.Answer given, boolean keepsAlive) {
        FullHttpResponse response =
                OwnResponses.of(given.answer().status(), given.answer().body());
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, given.answer().contentType());
        given.headers().forEach((name, value) -> response.headers().set(name, value));
        if (!keepsAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        var sent = ctx.writeAndFlush(response);
        if (!keepsAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (pending != null) {
            pending.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
