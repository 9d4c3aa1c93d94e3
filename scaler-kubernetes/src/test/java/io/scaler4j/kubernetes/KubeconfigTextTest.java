package io.scaler4j.kubernetes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read says why, and nothing else. */
class KubeconfigTextTest extends KubeconfigFixture {

    @Test
    void aFileOfUtf16IsRead() throws Exception {
        try (InputStream file = resource("kubeconfig-utf16le-bom")) {
            Path config = Files.write(folder.resolve("config"), file.readAllBytes());
            assertThat(access(config)).hasToString("https://127.0.0.1:1");
        }
        byte[] text = ("\ufeff" + user("https://x:6443", "token: a")).getBytes(UTF_16BE);
        assertThat(access(Files.write(folder.resolve("config"), text))).hasToString("https://x:6443");
        byte[] marked = ("\ufeff" + user("https://x:6443", "token: a")).getBytes(UTF_8);
        assertThat(access(Files.write(folder.resolve("config"), marked))).hasToString("https://x:6443");
    }

    @Test
    void aFileThatIsNoTextSaysWhereNot() throws IOException {
        byte[] unmarked = user("https://x", "token: " + SECRET).getBytes(UTF_16LE);
        assertThat(problems(Files.write(folder.resolve("a"), unmarked)))
                .singleElement()
                .asString()
                .contains(
                        "it has the character U+0000, which YAML does not allow; it may be UTF-16, so save it as UTF-8");
        byte[] latin = "a: 1\nb: j\u00e4ne\n".getBytes(ISO_8859_1);
        assertThat(problems(Files.write(folder.resolve("b"), latin)))
                .singleElement()
                .asString()
                .contains("/b is not UTF-8 text: a byte in line 2 is part of no character; save it as UTF-8");
        assertThat(problems(Files.writeString(folder.resolve("c"), "a: \u0007" + SECRET)))
                .singleElement()
                .asString()
                .contains("U+0007", "take it out");
        assertThat(problems(Files.writeString(folder.resolve("d"), "users:\n\t- name: " + SECRET)))
                .singleElement()
                .asString()
                .contains("see line 2, column 1, where a tab stands; indent by blanks");
        byte[] odd = {(byte) 0xff, (byte) 0xfe, 'a', 0, (byte) 0xd8};
        assertThat(problems(Files.write(folder.resolve("e"), odd)))
                .singleElement()
                .asString()
                .contains("is not UTF-16LE text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "current-context: x|has no context \"x\"",
                "contexts: []|has no current-context; set it there, or name a context",
                "{current-context: c, contexts: [{name: c, context: {cluster: k}}]}|has no cluster \"k\"",
                "''|has no current-context",
                "[1]|its top must be a map"
            })
    void aBrokenChainEndsAtItsFirstMissingLink(String text, String reason) throws IOException {
        assertThat(problems(write("config", text))).singleElement().asString().contains(reason);
    }

    @Test
    void aHostMayHaveUnderscores() throws Exception {
        assertThat(access(fromTheField("kubeconfig-underscore-host", "", "")))
                .hasToString("https://k3d-my_cluster-serverlb:6443");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://10.0.0.1:6443|https://10.0.0.1:6443",
                "HTTPS://Rancher.example.com/k8s/clusters/c-1/|https://rancher.example.com/k8s/clusters/c-1",
                "https://[fd00::1]:6443/|https://[fd00::1]:6443",
                "http://localhost|http://localhost"
            })
    void addressesOfServers(String server, String address) throws IOException {
        assertThat(access(write("config", user(server, "token: a")))).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it is missing",
                "10.0.0.1:6443|it does not begin with https:// or http://",
                "ftp://x|it does not begin with https:// or http://",
                "https://|it has no host",
                "https://a b|its host has characters that no host name has",
                "https://höst|its host has characters that no host name has",
                "https://x:port|its host has characters that no host name has",
                "https://x:99999|its port is none",
                "https://x/a b|its path has characters that must be escaped",
                "https://me:login-token@x|it has a user, which is sent nowhere",
                "https://x?token=login-token|it has a query or a fragment"
            })
    void anAddressThatIsNoneSaysWhy(String server, String reason) throws IOException {
        assertThat(problems(write("config", user(server, "token: a"))))
                .containsExactly(
                        "server must be an address: " + reason + "; give an address such as https://10.0.0.1:6443");
    }
}
