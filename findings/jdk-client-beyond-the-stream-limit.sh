#!/usr/bin/env bash
# The JDK's HttpClient does not let requests wait for a free stream of HTTP/2, and opens no second connection: what goes
# beyond the server's SETTINGS_MAX_CONCURRENT_STREAMS fails at once with "too many concurrent streams". HTTP/2 is its
# default, also for http:// addresses, where it asks for an upgrade; so the same program fails in front of a server that
# takes the upgrade, and works in front of one that does not. A proxy that lets requests wait meets this first, since
# waiting requests keep their streams.
#
# Versions: the HttpClient of JDK 17 (17.0.15), Maven org.eclipse.jetty.http2:jetty-http2-server:12.1.4 with its defaults
#   (128 streams).
# Input: over loopback, one request, then 100 or 200 at once, each answered with 200 after a second.
# A good guess: 200 answers; requests above the limit wait, as with the limit on connections in other clients.
# Output seen:
#   HTTP_1_1 100 at once: {200=100}
#   HTTP_1_1 200 at once: {200=200}
#   HTTP_2 100 at once: {200=100}
#   HTTP_2 200 at once: {200=128, java.io.IOException: too many concurrent streams=72}
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
  <artifactId>jetty</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.eclipse.jetty.http2</groupId><artifactId>jetty-http2-server</artifactId><version>12.1.4</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath.txt

cat > Many.java <<'JAVA'
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

class Many {
    public static void main(String[] args) throws Exception {
        var server = new Server();
        var config = new HttpConfiguration();
        var connector = new ServerConnector(
                server, new HttpConnectionFactory(config), new HTTP2CServerConnectionFactory(config));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var timer = Executors.newScheduledThreadPool(1);
        server.setHandler(new Handler.Abstract() {
            @Override public boolean handle(Request request, Response response, Callback callback) {
                int millis = request.getHttpURI().getPath().equals("/first") ? 0 : 1000;
                timer.schedule(() -> {
                    response.setStatus(200);
                    callback.succeeded();
                }, millis, TimeUnit.MILLISECONDS);
                return true;
            }
        });
        server.start();
        String base = "http://127.0.0.1:" + connector.getLocalPort();
        for (var version : HttpClient.Version.values()) {
            for (int count : new int[] {100, 200}) {
                var client = HttpClient.newBuilder().version(version).build();
                HttpResponse<Void> first = client.send(request(base + "/first"), BodyHandlers.discarding());
                var all = new ArrayList<CompletableFuture<String>>();
                for (int i = 0; i < count; i++) {
                    all.add(client.sendAsync(request(base + "/"), BodyHandlers.discarding())
                            .handle((response, thrown) -> thrown == null
                                    ? String.valueOf(response.statusCode())
                                    : String.valueOf(thrown instanceof CompletionException ? thrown.getCause() : thrown)));
                }
                var counts = new TreeMap<String, Integer>();
                for (var one : all) {
                    counts.merge(one.get(60, TimeUnit.SECONDS), 1, Integer::sum);
                }
                System.out.println(first.version() + " " + count + " at once: " + counts);
            }
        }
        System.exit(0);
    }

    private static HttpRequest request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(30)).build();
    }
}
JAVA
java -cp "$(<classpath.txt)" Many.java > seen.txt 2> log.txt || { cat log.txt >&2; exit 1; }

cat > expected.txt <<'TXT'
HTTP_1_1 100 at once: {200=100}
HTTP_1_1 200 at once: {200=200}
HTTP_2 100 at once: {200=100}
HTTP_2 200 at once: {200=128, java.io.IOException: too many concurrent streams=72}
TXT
diff expected.txt seen.txt
cat seen.txt
