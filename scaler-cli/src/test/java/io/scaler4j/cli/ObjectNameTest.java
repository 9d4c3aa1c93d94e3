package io.scaler4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --name} among objects of the same and of other names, in every verb that takes one object. */
class ObjectNameTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), TestFiles.ORDERS);
        Files.writeString(folder.resolve("b.yaml"), TestFiles.ORDERS.replace("namespace: shop", "namespace: depot"));
        Files.writeString(
                folder.resolve("c.yaml"),
                TestFiles.ORDERS.replace("name: orders\n", "name: mails\n").replace("orders-worker", "mails"));
        Files.writeString(folder.resolve("d.yaml"), "apiVersion: v1\nkind: Service\nmetadata: {name: other}\n");
    }

    private Ran simulate(String name) {
        return Ran.of("simulate", folder.toString(), "--name", name, "-t", "constant:1", "--length", "1m");
    }

    @ParameterizedTest(name = "--name {0}")
    @CsvSource({"mails, mails", "shop/mails, mails", "shop/orders, orders", "depot/orders, orders"})
    void anObjectIsFoundByItsNameAndNamespace(String name, String found) {
        assertThat(simulate(name).out()).startsWith(found + ": 0:01:00, ");
        assertThat(Ran.of("convert", folder.toString(), "--name", name, "--to", "hpa", "--lossy")
                        .out())
                .contains("name: " + found + "\n");
        assertThat(Ran.of("explain", folder.toString(), "--name", name, "--reading", "rate=100", "--replicas", "2")
                        .status())
                .isZero();
    }

    @ParameterizedTest(name = "--name {0}")
    @CsvSource({"other, 0", "depot/mails, 0", "orders, 2", "Orders, 0"})
    void noneAndSeveralAreToldWithTheirNumber(String name, int count) {
        Ran simulated = simulate(name);
        assertThat(simulated.status()).isEqualTo(3);
        assertThat(simulated.err()).contains("\"" + name + "\"").hasLineCount(1);
        Ran converted = Ran.of("convert", folder.toString(), "--name", name, "--to", "hpa", "--lossy");
        assertThat(converted.status()).isEqualTo(3);
        assertThat(converted.err())
                .contains("HorizontalPodAutoscaler " + name + ", there are " + count + "; name one of several")
                .hasLineCount(1);
    }
}
