#!/usr/bin/env bash
# The Redis client for Java reads the list of a stranger where a cluster node tells its slots without a host. Redis's rule
# for CLUSTER SLOTS is: no host means the host that was asked, with the port told. Jedis takes "" for its own machine, and
# null for an error of its own.
#
# Version: Jedis 8.0.2 (Maven redis.clients:jedis), Redis 7.0.15 (the binary inside Maven org.signal:embedded-redis:0.9.1).
# Input: a node of a cluster at 127.0.0.2 that has met no other node, so it knows no address of its own; its list "jobs" has
#   3 elements. Beside it, a plain server at 127.0.0.1 on the same port with a list "jobs" of 50 elements.
# A good guess: 3, since the client was given 127.0.0.2 alone.
# Output seen:
#   cluster-preferred-endpoint-type ip: 50
#   cluster-preferred-endpoint-type unknown-endpoint: NullPointerException
#
# Exits with a code other than 0 if this changes. Needs a JDK 17 or newer, Maven and Linux x86_64; talks to loopback only.
set -euo pipefail

folder=$(mktemp -d)
pids=()
finish() {
  ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
cd "$folder"

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>jedis</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>redis.clients</groupId><artifactId>jedis</artifactId><version>8.0.2</version></dependency>
    <dependency><groupId>org.signal</groupId><artifactId>embedded-redis</artifactId><version>0.9.1</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars
(cd "$folder" && jar xf jars/embedded-redis-0.9.1.jar redis-server-7.0.15-linux-amd64 && chmod +x redis-server-7.0.15-linux-amd64)

cat > Ask.java <<'JAVA'
import java.util.Set;
import redis.clients.jedis.*;

class Ask {
    public static void main(String[] args) {
        var node = new HostAndPort("127.0.0.2", Integer.parseInt(args[0]));
        for (String type : new String[] {"ip", "unknown-endpoint"}) {
            try (var direct = new Jedis(node)) {
                direct.configSet("cluster-preferred-endpoint-type", type);
            }
            String seen;
            try (var cluster = RedisClusterClient.builder().nodes(Set.of(node)).build()) {
                seen = "" + cluster.llen("jobs");
            } catch (RuntimeException e) {
                Throwable reason = e;
                while (reason.getCause() != null || reason.getSuppressed().length > 0) {
                    reason = reason.getCause() != null ? reason.getCause() : reason.getSuppressed()[0];
                }
                seen = reason.getClass().getSimpleName();
            }
            System.out.println("cluster-preferred-endpoint-type " + type + ": " + seen);
        }
    }
}
JAVA
cat > Fill.java <<'JAVA'
import redis.clients.jedis.*;

class Fill {
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        try (var node = new Jedis("127.0.0.2", port); var stranger = new Jedis("127.0.0.1", port)) {
            node.clusterAddSlotsRange(0, 16383);
            for (int i = 0; !node.clusterInfo().contains("cluster_state:ok"); i++) {
                if (i == 100) {
                    throw new IllegalStateException("the cluster does not come up");
                }
                Thread.sleep(100);
            }
            node.rpush("jobs", "1", "2", "3");
            for (int i = 0; i < 50; i++) {
                stranger.rpush("jobs", "x");
            }
        }
    }
}
JAVA

port=16414
mkdir node stranger
start() { # folder, host, further options
  local place=$1 host=$2
  shift 2
  (cd "$place" && exec ../redis-server-7.0.15-linux-amd64 --bind "$host" --port "$port" --save "" "$@" >server.log 2>&1) &
  pids+=("$!")
}
start node 127.0.0.2 --cluster-enabled yes
start stranger 127.0.0.1
sleep 1
java -cp 'jars/*' Fill.java "$port"
seen=$(java -cp 'jars/*' Ask.java "$port" 2>errors.log)
echo "$seen"
expected='cluster-preferred-endpoint-type ip: 50
cluster-preferred-endpoint-type unknown-endpoint: NullPointerException'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
