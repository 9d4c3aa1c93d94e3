package io.scaler4j.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.config.Problems;
import io.scaler4j.connect.Tls;
import io.scaler4j.testservers.ServerRequirement;
import io.scaler4j.testservers.ServerUnavailableException;
import io.scaler4j.testservers.TestCertificates;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as the real openssl makes them. */
class OpensslKeysTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void findOpenssl() {
        ServerRequirement.start(() -> {
            try {
                return openssl(Path.of("."), "version");
            } catch (IOException e) {
                throw new ServerUnavailableException("These tests need openssl; install the package openssl.");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"prime256v1", "secp384r1", "secp521r1"})
    void anEcKeyIsReadWithAndWithoutItsParameters(String curve) throws Exception {
        Path with = folder.resolve("with.pem");
        openssl(folder, "ecparam", "-name", curve, "-genkey", "-out", with.toString());
        openssl(folder, "ec", "-in", with.toString(), "-out", "without.pem");
        openssl(folder, "pkcs8", "-topk8", "-nocrypt", "-in", with.toString(), "-out", "pkcs8.pem");
        String own = pkcs8("pkcs8.pem");

        assertThat(Files.readString(with)).contains("EC PARAMETERS");
        assertThat(Files.readString(folder.resolve("without.pem")))
                .contains("BEGIN EC PRIVATE KEY")
                .doesNotContain("EC PARAMETERS");
        // openssl leaves the curve out within a PKCS#8 key, so the texts differ and the key is the same
        assertThat(pkcs8("with.pem")).isEqualTo(own);
        assertThat(pkcs8("without.pem")).isEqualTo(own);
    }

    @Test
    void anRsaKeyOfTheOlderFormIsReadWhateverItsLength() throws Exception {
        for (String bits : List.of("1024", "2048", "4096")) {
            openssl(folder, "genrsa", "-traditional", "-out", "rsa.pem", bits);
            openssl(folder, "pkcs8", "-topk8", "-nocrypt", "-in", "rsa.pem", "-out", "pkcs8.pem");

            assertThat(Files.readString(folder.resolve("rsa.pem"))).contains("BEGIN RSA PRIVATE KEY");
            assertThat(pkcs8("rsa.pem")).isEqualTo(pkcs8("pkcs8.pem"));
        }
    }

    @Test
    void whatCannotBeReadSaysTheWayOutAndThatIsOne() throws Exception {
        openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "plain.pem");
        openssl(folder, "ec", "-in", "plain.pem", "-aes128", "-passout", "pass:hunter2", "-out", "key.pem");
        assertThat(problems("key.pem", "hunter2")).singleElement().asString().contains(" openssl pkcs8 -topk8 ");

        openssl(
                folder,
                "pkcs8",
                "-topk8",
                "-in",
                "key.pem",
                "-passin",
                "pass:hunter2",
                "-passout",
                "pass:hunter2",
                "-out",
                "pkcs8.pem");
        assertThat(problems("pkcs8.pem", "hunter2")).isEmpty();

        openssl(folder, "ec", "-in", "plain.pem", "-param_enc", "explicit", "-out", "explicit.pem");
        assertThat(problems("explicit.pem", "")).singleElement().asString().contains("-param_enc named_curve");
        openssl(folder, "ec", "-in", "explicit.pem", "-param_enc", "named_curve", "-out", "named.pem");
        assertThat(problems("named.pem", "")).isEmpty();
    }

    private List<String> problems(String file, String password) throws IOException {
        var problems = Problems.of("key");
        Tls.builder()
                .clientCertificate(
                        TestCertificates.ofThisBuild().client().chain(),
                        Files.readString(folder.resolve(file)),
                        password)
                .build()
                .check(problems);
        return problems.sentences();
    }

    /** The key that a client gets, by the JDK's own eyes. */
    private String pkcs8(String file) throws Exception {
        assertThat(problems(file, "")).isEmpty();
        var tls = Tls.builder()
                .clientCertificate(
                        TestCertificates.ofThisBuild().client().chain(), Files.readString(folder.resolve(file)))
                .build();
        var key = tls.keyStore(new char[0]).orElseThrow().getKey("client", new char[0]);
        return key instanceof ECPrivateKey ec
                ? ec.getS().toString(16) + " on " + ec.getParams()
                : new BigInteger(1, key.getEncoded()).toString(16);
    }

    private static String openssl(Path folder, String... what) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(what));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
