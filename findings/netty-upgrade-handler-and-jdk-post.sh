#!/usr/bin/env bash
# A Netty server that could speak h2c, set up with the two-argument constructor of HttpServerUpgradeHandler, answers 413 to
# every first POST of the JDK's HttpClient with its defaults: the client asks for an upgrade with each such request, the
# handler then collects the body before anybody decides about the upgrade, and the constructor allows it 0 bytes. With a
# limit the POST arrives, but whole instead of streamed, with its chunks turned into a Content-Length; and the opening GET
# of a WebSocket arrives with "content-length: 0", which its client did not send. All this also where the server's factory
# refuses the protocol.
#
# Versions: Maven io.netty:netty-codec-http:4.2.20.Final, the HttpClient of JDK 17.
# Input: over loopback, HttpServerCodec + HttpServerUpgradeHandler whose factory answers null (no upgrade); a POST of 3
#   bytes by HttpClient with its defaults and with version HTTP_1_1; and in an EmbeddedChannel a POST in chunks and a GET.
# A good guess: a request whose upgrade is refused passes as if the handler were not there.
# Output seen:
#   limit by default: POST by default 413, POST as HTTP/1.1 200
#   limit 1024: POST by default 200, POST as HTTP/1.1 200
#   chunked POST that asks for h2c: after its head 0 messages, after its end 1, content-length=3 transfer-encoding=null
#   GET that asks for websocket: content-length=0
#   GET that asks for nothing: content-length=null
#
# Exits with a code other than 0 if this changes. Needs a JDK 17 or newer and Maven.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>netty</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>io.netty</groupId><artifactId>netty-codec-http</artifactId><version>4.2.20.Final</version></dependency>
    <dependency><groupId>io.netty</groupId><artifactId>netty-transport</artifactId><version>4.2.20.Final</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath.txt

cat > Upgrade.java <<'JAVA'
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class Upgrade {
    public static void main(String[] args) throws Exception {
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        for (int limit : new int[] {-1, 1024}) {
            Channel server = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override protected void initChannel(Channel channel) {
                            var codec = new HttpServerCodec();
                            channel.pipeline().addLast(codec, handler(codec, limit), new Answers());
                        }
                    }).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
            int port = ((InetSocketAddress) server.localAddress()).getPort();
            System.out.println("limit " + (limit < 0 ? "by default" : limit) + ": POST by default "
                    + post(port, HttpClient.Version.HTTP_2) + ", POST as HTTP/1.1 " + post(port, HttpClient.Version.HTTP_1_1));
        }
        loops.shutdownGracefully();

        var codec = new HttpServerCodec();
        var channel = new EmbeddedChannel(codec, handler(codec, 1024));
        var head = receive(channel, "POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
        var rest = receive(channel, "3\r\nabc\r\n0\r\n\r\n");
        var headers = ((HttpRequest) rest.get(0)).headers();
        System.out.println("chunked POST that asks for h2c: after its head " + head.size() + " messages, after its end "
                + rest.size() + ", content-length=" + headers.get("content-length") + " transfer-encoding="
                + headers.get("transfer-encoding"));
        for (String more : List.of("Connection: Upgrade\r\nUpgrade: websocket\r\n", "")) {
            codec = new HttpServerCodec();
            var request = (HttpRequest) receive(new EmbeddedChannel(codec, handler(codec, 1024)),
                    "GET / HTTP/1.1\r\nHost: a\r\n" + more + "\r\n").get(0);
            System.out.println("GET that asks for " + (more.isEmpty() ? "nothing" : "websocket") + ": content-length="
                    + request.headers().get("content-length"));
        }
    }

    static HttpServerUpgradeHandler handler(HttpServerCodec codec, int limit) {
        return limit < 0 ? new HttpServerUpgradeHandler(codec, protocol -> null)
                : new HttpServerUpgradeHandler(codec, protocol -> null, limit);
    }

    static int post(int port, HttpClient.Version version) throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("abc")).build();
        return HttpClient.newBuilder().version(version).build().send(request, BodyHandlers.discarding()).statusCode();
    }

    static List<Object> receive(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        var all = new ArrayList<Object>();
        for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
            all.add(next);
        }
        return all;
    }

    static final class Answers extends SimpleChannelInboundHandler<Object> {
        @Override protected void channelRead0(ChannelHandlerContext ctx, Object message) {
            if (message instanceof LastHttpContent) {
                var ok = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
                ctx.writeAndFlush(ok).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
JAVA
java -cp "$(<classpath.txt)" Upgrade.java > seen.txt 2> log.txt || { cat log.txt >&2; exit 1; }

cat > expected.txt <<'TXT'
limit by default: POST by default 413, POST as HTTP/1.1 200
limit 1024: POST by default 200, POST as HTTP/1.1 200
chunked POST that asks for h2c: after its head 0 messages, after its end 1, content-length=3 transfer-encoding=null
GET that asks for websocket: content-length=0
GET that asks for nothing: content-length=null
TXT
diff expected.txt seen.txt
cat seen.txt
