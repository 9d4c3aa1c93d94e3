package io.scaler4j.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.Problems;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterceptorAddressTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "interceptor:9090, http, interceptor, 9090, /queue",
        "interceptor, http, interceptor, 80, /queue",
        "10.0.0.5:9090, http, 10.0.0.5, 9090, /queue",
        "http://interceptor.keda:9090, http, interceptor.keda, 9090, /queue",
        "http://interceptor.keda:9090/, http, interceptor.keda, 9090, /queue",
        "http://interceptor.keda:9090//, http, interceptor.keda, 9090, /queue",
        "http://interceptor.keda:9090/counts, http, interceptor.keda, 9090, /counts",
        "HTTP://interceptor:9090, http, interceptor, 9090, /queue",
        "https://interceptor, https, interceptor, 443, /queue",
        "https://interceptor:8443/a/b/, https, interceptor, 8443, /a/b/",
        "[::1]:9090, http, [::1], 9090, /queue",
        "http://[fd00::7]/queue, http, [fd00::7], 80, /queue",
        "host:65535, http, host, 65535, /queue",
    })
    void anAddressHasAHostAPortAndAPath(String text, String scheme, String host, int port, String path) {
        var problems = Problems.of("fleet");
        assertThat(InterceptorAddress.read(text, problems))
                .contains(new InterceptorAddress(scheme, host, port, path))
                .get()
                .hasToString(host + ":" + port);
        problems.throwIfAny();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":9090",
                "host:0",
                "host:65536",
                "host:-1",
                "host:port",
                "http://",
                "http:///queue",
                "ftp://host:21",
                "tcp://host:9090",
                "host:9090?x=geheim",
                "http://host:9090/queue#geheim",
                "http://user@host:9090",
                "http://user:geheim@host:9090",
                "user:geheim@host:9090",
                "a b:9090",
                "http://under_score:9090",
                "::1",
                "http://[::1",
                "http://host:9090/%zz",
            })
    void whatIsNoAddressIsRefusedWithoutItsSecrets(String text) {
        var problems = Problems.of("fleet");
        List<String> found = new ArrayList<>();
        assertThat(InterceptorAddress.read(text, problems)).isEmpty();
        try {
            problems.throwIfAny();
        } catch (io.scaler4j.config.InvalidConfigurationException e) {
            found.addAll(e.problems());
        }
        assertThat(found)
                .singleElement()
                .asString()
                .startsWith("address of an interceptor must be host:port or a URL such as http://10.0.0.5:9090/queue")
                .doesNotContain("geheim");
    }

    @Test
    void aNameStandsForEachOfItsAddresses() throws UnknownHostException {
        InterceptorAddress address = read("interceptor:9090");
        assertThat(address.resolve(host -> {
                    assertThat(host).isEqualTo("interceptor");
                    return List.of(
                            InetAddress.getByName("10.0.0.1"),
                            InetAddress.getByName("fd00::7"),
                            InetAddress.getByAddress(new byte[] {10, 0, 0, 2}));
                }))
                .containsExactly(
                        URI.create("http://10.0.0.1:9090/queue"),
                        URI.create("http://[fd00:0:0:0:0:0:0:7]:9090/queue"),
                        URI.create("http://10.0.0.2:9090/queue"));
    }

    @Test
    void theBracketsOfAnAddressAreNoPartOfWhatIsLookedUp() throws UnknownHostException {
        List<String> asked = new ArrayList<>();
        List<URI> found = read("[::1]:9090").resolve(host -> {
            asked.add(host);
            return List.of(InetAddress.getByName(host));
        });
        assertThat(asked).containsExactly("::1");
        assertThat(found).containsExactly(URI.create("http://[0:0:0:0:0:0:0:1]:9090/queue"));
    }

    /** Its certificate has the name and not the addresses. */
    @Test
    void aNameWithTlsIsNotLookedUp() throws UnknownHostException {
        assertThat(read("https://interceptor.keda:8443").resolve(host -> {
                    throw new AssertionError("looked up " + host);
                }))
                .containsExactly(URI.create("https://interceptor.keda:8443/queue"));
    }

    @Test
    void aScopeIsNoPartOfAUrl() throws Exception {
        InetAddress scoped = java.net.Inet6Address.getByAddress(
                null, InetAddress.getByName("fe80::1").getAddress(), 1);
        assertThat(scoped.getHostAddress()).contains("%");
        assertThat(read("interceptor:9090").resolve(host -> List.of(scoped)))
                .containsExactly(URI.create("http://[fe80:0:0:0:0:0:0:1]:9090/queue"));
    }

    private static InterceptorAddress read(String text) {
        var problems = Problems.of("fleet");
        Optional<InterceptorAddress> address = InterceptorAddress.read(text, problems);
        problems.throwIfAny();
        return address.orElseThrow();
    }
}
