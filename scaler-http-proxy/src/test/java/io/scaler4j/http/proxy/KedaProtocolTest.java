package io.scaler4j.http.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.ReadRequest;
import io.scaler4j.Scaler;
import io.scaler4j.http.InterceptorFleet;
import io.scaler4j.http.RateWindow;
import io.scaler4j.metric.MilliUnits;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.GoProgram;
import io.scaler4j.testservers.ServerUnavailableException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts page with a reader and a writer in Go, which use the types and calls of KEDA's HTTP add-on. */
class KedaProtocolTest extends ProxyTestBase {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static GoProgram go;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() throws Exception {
        try {
            go = GoProgram.build(Programs.searchPath(), KedaProtocolTest.class, List.of("go.mod", "main.go"));
        } catch (ServerUnavailableException missing) {
            Programs.skip(missing.getMessage());
        }
    }

    @AfterAll
    static void delete() {
        if (go != null) {
            go.close();
        }
    }

    private String countsAsGoReadsThem() throws Exception {
        String page = "http://127.0.0.1:" + interceptor().adminPort() + "/queue";
        return closing(Programs.start(folder, go.command("read", page))).said();
    }

    @Test
    void theAddOnReadsOurCounts() throws Exception {
        Backend replica = closing(Backend.saying("hello"));
        ProxyRoute api =
                ProxyRoute.builder("shop/api").host("api").endpoints(replicas).build();
        start(builder -> builder.admin(0).route(route().build()).route(api));
        assertThat(countsAsGoReadsThem()).isEqualTo("shop/api 0 0\nshop/web 0 0\n");
        Peer first = client().send("GET / HTTP/1.1\nHost: a\n\n");
        Peer second = client().send("GET / HTTP/1.1\nHost: a\n\n");
        client().send("GET / HTTP/1.1\nHost: api\n\n");
        until(() -> interceptor().tracker().snapshot().values().stream()
                        .mapToLong(counts -> counts.held())
                        .sum()
                == 3);
        assertThat(countsAsGoReadsThem()).isEqualTo("shop/api 1 1\nshop/web 2 2\n");
        replicas.set(replica.endpoint());
        for (int i = 0; i < 3; i++) {
            exchange();
        }
        assertThat(first.head()).startsWith("HTTP/1.1 200 ");
        assertThat(second.head()).startsWith("HTTP/1.1 200 ");
        assertThat(countsAsGoReadsThem()).isEqualTo("shop/api 0 1\nshop/web 0 2\n");
    }

    @Test
    void weReadTheCountsOfInterceptorsOfTheAddOn() throws Exception {
        start(route());
        var one = closing(new Interceptor());
        var two = closing(new Interceptor());
        InterceptorFleet fleet = InterceptorFleet.builder()
                .address(one.address)
                .address(two.address)
                .timeout(Duration.ofSeconds(10))
                .build();
        Scaler concurrency = fleet.concurrency(ROUTE);
        Scaler rate = fleet.rate(ROUTE, RateWindow.DEFAULT);
        one.set(3, 1000);
        two.set(4, 50);
        assertThat(value(concurrency, 0)).isEqualTo(7);
        assertThat(value(rate, 0)).isZero();
        one.set(0, 1300);
        two.set(1, 350);
        assertThat(value(concurrency, 60)).isEqualTo(1);
        assertThat(value(rate, 60)).isEqualTo(10);
        two.set(0, 60); // it was started again
        assertThat(value(concurrency, 120)).isZero();
        assertThat(value(rate, 120)).isEqualTo(1);
        two.close();
        Reading.Value rest = reading(concurrency, 130);
        assertThat(rest.isLowerBound()).isTrue();
        assertThat(rest.details()).containsEntry("instances", 2.0).containsEntry("answered", 1.0);
    }

    private static Reading.Value reading(Scaler scaler, int second) throws Exception {
        Reading reading = scaler.read(ReadRequest.of(START.plusSeconds(second), Duration.ofSeconds(30)));
        assertThat(reading).isInstanceOf(Reading.Value.class);
        return (Reading.Value) reading;
    }

    private static double value(Scaler scaler, int second) throws Exception {
        Reading.Value reading = reading(scaler, second);
        assertThat(reading.isLowerBound()).isFalse();
        return MilliUnits.toDouble(reading.milli());
    }

    /** Answers as an interceptor of the add-on does. */
    private static final class Interceptor implements AutoCloseable {

        private final Process process;
        private final BufferedReader out;
        private final BufferedWriter in;
        private final String address;

        Interceptor() throws IOException {
            process = new ProcessBuilder(go.command("serve"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = process.inputReader(UTF_8);
            in = process.outputWriter(UTF_8);
            address = out.readLine();
        }

        void set(int concurrency, long requests) throws IOException {
            in.write(ROUTE + " " + concurrency + " " + requests + "\n");
            in.flush();
            assertThat(out.readLine()).isEqualTo("set");
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
