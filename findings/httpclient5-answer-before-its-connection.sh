#!/usr/bin/env bash
# Apache HttpClient 5's asynchronous client tells an answer while its connection still counts as leased. Who asks again in
# the callback, as one does for the next part of a list or for a redirect, never gets the connection that just answered: a
# second one is opened, and the two take turns. Who waits for the future and then asks again opens one now and then. The
# connection is free when the response consumer is told to release its resources, which comes after the callback.
#
# Versions: Maven org.apache.httpcomponents.client5:httpclient5:5.6.5, JDK 17 (17.0.15).
# Input: over loopback, ten requests to one server, each sent when the answer of the one before is told; first told by the
#   FutureCallback, then by AsyncResponseConsumer.releaseResources.
# A good guess: one connection in both cases, since requests and answers follow one another.
# Output seen:
#   told by the callback: leased when told 1, connections 2
#   told by releaseResources: leased when told 0, connections 1
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
  <artifactId>httpclient5</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.httpcomponents.client5</groupId><artifactId>httpclient5</artifactId><version>5.6.5</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.20</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath.txt

cat > Chain.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;

class Chain {
    private static final int REQUESTS = 10;

    private final boolean byCallback;
    private final PoolingAsyncClientConnectionManager connections = new PoolingAsyncClientConnectionManager();
    private final CloseableHttpAsyncClient client =
            HttpAsyncClients.custom().setConnectionManager(connections).build();
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private HttpServer server;
    private int leasedWhenTold;

    Chain(boolean byCallback) {
        this.byCallback = byCallback;
    }

    public static void main(String[] args) throws Exception {
        for (boolean byCallback : new boolean[] {true, false}) {
            new Chain(byCallback).run();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        client.start();
        ask(REQUESTS);
        end.get(60, TimeUnit.SECONDS);
        System.out.println("told by " + (byCallback ? "the callback" : "releaseResources") + ": leased when told "
                + leasedWhenTold + ", connections " + clientPorts.size());
    }

    private void ask(int more) {
        if (more == 0) {
            end.complete(0);
            return;
        }
        SimpleHttpRequest request = SimpleRequestBuilder.get("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                .build();
        client.execute(SimpleRequestProducer.create(request), new Consumer(more), new FutureCallback<>() {
            @Override public void completed(Boolean whole) {
                if (byCallback) told(more);
            }

            @Override public void failed(Exception e) {
                end.completeExceptionally(e);
            }

            @Override public void cancelled() {
                end.cancel(false);
            }
        });
    }

    private void told(int more) {
        leasedWhenTold = connections.getTotalStats().getLeased();
        ask(more - 1);
    }

    private class Consumer extends AbstractBinResponseConsumer<Boolean> {
        private final int more;

        Consumer(int more) {
            this.more = more;
        }

        @Override protected void start(HttpResponse response, ContentType type) {}

        @Override protected int capacityIncrement() {
            return Integer.MAX_VALUE;
        }

        @Override protected void data(ByteBuffer piece, boolean last) {}

        @Override protected Boolean buildResult() {
            return true;
        }

        @Override public void releaseResources() {
            if (!byCallback) told(more);
        }
    }
}
JAVA
java -cp "$(<classpath.txt)" Chain.java > seen.txt 2> log.txt || { cat log.txt >&2; exit 1; }

cat > expected.txt <<'TXT'
told by the callback: leased when told 1, connections 2
told by releaseResources: leased when told 0, connections 1
TXT
diff expected.txt seen.txt
cat seen.txt
