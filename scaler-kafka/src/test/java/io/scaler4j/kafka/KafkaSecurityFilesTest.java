package io.scaler4j.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import org.junit.jupiter.api.Test;

/** The files and class loaders of security settings: private, shared, and gone with the last client. */
class KafkaSecurityFilesTest extends SecuritySettingsFixture {

    /** As a class of the user's that misses another one. */
    static final class Broken {
        static {
            fail();
        }

        private static void fail() {
            throw new IllegalStateException("no initialization");
        }
    }

    @Test
    void kerberosWritesPrivateFilesThatGoAwayWithTheClient() throws Exception {
        var credentials = KerberosCredentials.keytab("scaler", "TEST", KRB5, new byte[] {5, 2, -1})
                .withServiceName("broker");
        var entry = jaas(credentials);
        Path keytab = Path.of(entry.getOptions().get("keyTab").toString());
        Path krb5 = Path.of(System.getProperty(KRB5_PROPERTY));

        assertThat(entry.getLoginModuleName()).isEqualTo("com.sun.security.auth.module.Krb5LoginModule");
        assertThat(entry.getOptions())
                .isEqualTo(Map.of(
                        "principal",
                        "scaler@TEST",
                        "useTicketCache",
                        "false",
                        "refreshKrb5Config",
                        "true",
                        "useKeyTab",
                        "true",
                        "storeKey",
                        "true",
                        "doNotPrompt",
                        "true",
                        "keyTab",
                        keytab.toString()));
        assertThat(credentials.properties(files)).containsEntry("sasl.kerberos.service.name", "broker");
        assertThat(Files.readAllBytes(keytab)).containsExactly(5, 2, -1);
        assertThat(Files.readString(krb5)).isEqualTo(KRB5);
        assertThat(Files.getPosixFilePermissions(keytab.getParent())).hasSize(3);

        files.close();
        assertThat(keytab.getParent()).doesNotExist();
        assertThat(krb5).doesNotExist();
    }

    @Test
    void kerberosTellsThePasswordToTheLoginModuleAlone() throws Exception {
        var credentials = KerberosCredentials.password("scaler", "TEST", KRB5, SECRET);
        var name = new NameCallback("name");
        var password = new PasswordCallback("password", false);
        var handler = new KerberosPasswordHandler();
        handler.configure(Map.of(), "GSSAPI", List.of(jaas(credentials)));
        handler.handle(new Callback[] {name, password});

        assertThat(name.getName()).isEqualTo("scaler@TEST");
        assertThat(password.getPassword()).isEqualTo(SECRET.toCharArray());
        assertThat(credentials.properties(files))
                .containsEntry("sasl.login.callback.handler.class", KerberosPasswordHandler.class)
                .containsEntry("sasl.kerberos.service.name", "kafka");
    }

    @Test
    void oneKerberosConfigurationServesSeveralClients() {
        var credentials = KerberosCredentials.password("scaler", "TEST", KRB5, SECRET);
        var other = KerberosCredentials.password("scaler", "TEST", "[libdefaults]\n", SECRET);
        try (var second = new PrivateFiles()) {
            credentials.properties(files);
            credentials.properties(second);
            assertThat(problems(credentials)).isEmpty();
            assertThat(problems(other)).singleElement().asString().contains("differs", KRB5_PROPERTY, "merge");

            try (var third = new PrivateFiles()) { // checked while no other was installed
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> other.properties(third))
                        .withMessageContainingAll("differs", KRB5_PROPERTY, "merge");
            }
            assertThat(System.getProperty(KRB5_PROPERTY)).isNotNull();

            files.close();
            assertThat(Path.of(System.getProperty(KRB5_PROPERTY))).exists();
        }
        assertThat(problems(other)).isEmpty();
    }

    @Test
    void aFileThatCannotBeDeletedKeepsNoOther() throws Exception {
        Path stubborn = files.write("first", new byte[1]);
        Path other = files.write("second", new byte[1]);
        Files.delete(stubborn);
        Path inside = Files.createFile(Files.createDirectory(stubborn).resolve("inside"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(files::close)
                .withMessageContaining(stubborn.getParent().toString());
        assertThat(other).doesNotExist();
        Files.delete(inside);
    }

    @Test
    void aClassThatCannotBeLoadedLeavesNoFile() {
        var settings = new ClientSettings();
        settings.addServers(List.of(Clients.nowhere()));
        settings.property("ssl.engine.factory.class", Broken.class.getName());
        var security = who(KerberosCredentials.keytab("scaler", "TEST", KRB5, new byte[] {5, 2}));

        assertThatThrownBy(() -> settings.open(security)).isInstanceOf(LinkageError.class);
        assertThat(System.getProperty(KRB5_PROPERTY))
                .as("set for as long as there are files")
                .isNull();
    }
}
