#!/usr/bin/env bash
# The Java client fabric8 on the JDK's HTTP client: close() while an answer is still to come leaves the socket open until
# the server closes it. close() stops the threads of the JDK's client at once, and these were to close the socket. A time
# limit for the request ends it; watches have none, and stay open until the server ends them, after minutes.
#
# Version: Maven io.fabric8:kubernetes-client:7.8.0 with io.fabric8:kubernetes-httpclient-jdk:7.8.0, JDK 17.0.15.
# Input: a server that begins a chunked answer half a second after it was asked; the client is closed meanwhile.
# A good guess: close() closes the connections of the client, or cancels what is under way.
# Output seen:
#   request time limit 5000 ms: the socket is closed
#   request time limit 0 ms: the socket is open 30 s after the client was closed
#
# Exits with a code other than 0 if this changes. Needs a JDK 17 or newer and Maven. Takes 40 seconds.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>close</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.fabric8</groupId><artifactId>kubernetes-client</artifactId><version>7.8.0</version>
      <exclusions>
        <exclusion><groupId>io.fabric8</groupId><artifactId>kubernetes-httpclient-vertx</artifactId></exclusion>
      </exclusions>
    </dependency>
    <dependency>
      <groupId>io.fabric8</groupId><artifactId>kubernetes-httpclient-jdk</artifactId><version>7.8.0</version>
    </dependency>
  </dependencies>
</project>
XML
cat > Try.java <<'JAVA'
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class Try {
    /** @param limit of a request in ms; 0 for none, as the client itself does it for watches */
    static void close(int limit) throws Exception {
        var asked = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var listener = new ServerSocket(0);
        var server = new Thread(() -> {
            try (Socket socket = listener.accept()) {
                InputStream in = socket.getInputStream();
                in.read();
                asked.countDown();
                Thread.sleep(500);
                socket.getOutputStream().write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                while (in.read() >= 0) {} // until the client closes
                closed.countDown();
            } catch (Exception reset) {
                closed.countDown();
            }
        });
        server.setDaemon(true);
        server.start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + listener.getLocalPort())
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(limit)
                .build();
        var client = new KubernetesClientBuilder().withConfig(config).build();
        var list = new Thread(() -> {
            try {
                client.pods().inNamespace("shop").list();
            } catch (RuntimeException expected) {
                // it is closed in the middle
            }
        });
        list.setDaemon(true);
        list.start();
        asked.await();
        client.close();
        boolean gone = false;
        for (int second = 0; second < 30 && !gone; second++) {
            System.gc(); // the JDK's client ends with its last reference
            gone = closed.await(1, TimeUnit.SECONDS);
        }
        System.out.println("request time limit " + limit + " ms: the socket is "
                + (gone ? "closed" : "open 30 s after the client was closed"));
    }

    public static void main(String[] args) throws Exception {
        close(5_000);
        close(0);
        System.exit(0);
    }
}
JAVA
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars
seen=$(java -cp 'jars/*' Try.java 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='request time limit 5000 ms: the socket is closed
request time limit 0 ms: the socket is open 30 s after the client was closed'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
