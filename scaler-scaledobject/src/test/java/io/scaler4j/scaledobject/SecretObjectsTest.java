package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.scaledobject.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets and ConfigMaps that stand in the files: which of them is found, and which value it has. */
class SecretObjectsTest {

    private static SecretObjects among(String text) {
        var file = YamlReader.read(text, "");
        assertThat(file.problems()).isEmpty();
        return SecretObjects.among(
                io.scaler4j.scaledobject.manifest.Manifests.of(file.documents()).manifests());
    }

    private static String secret(String metadata, String content) {
        return "---\napiVersion: v1\nkind: Secret\nmetadata: {" + metadata + "}\n" + content + "\n";
    }

    @ParameterizedTest
    @CsvSource({
        "b3JkZXJz, orders",
        "aHVudGVyMg==, hunter2",
        "'aHVu\ndGVyMg==\n', hunter2",
        "'', ''",
        "w7w=, ü",
    })
    void dataIsBase64(String data, String value) {
        String text = "data: {word: \"" + data.replace("\n", "\\n") + "\"}";
        assertThat(among(secret("name: login", text)).find(SecretRef.secret("shop", "login", "word")))
                .contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "hunter2-unguessable",
                "aHVudGVyMg",
                "aHVudGVyMg=",
                "aHVu dGVy",
                "!!!!",
                "aHVudGVyMg===",
                "a\tHVu"
            })
    void plainTextInDataIsNoValueAsTheApiServerRefusesIt(String data) {
        String text = "data: {word: \"" + data.replace("\t", "\\t") + "\"}";
        assertThat(among(secret("name: login", text)).find(SecretRef.secret("shop", "login", "word")))
                .isEmpty();
    }

    @Test
    void everyTextIsReadAgain() {
        long seed = Long.getLong("scaler4j.seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            String value = random.ints(random.nextInt(30), 0, 0x2000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String data = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            assertThat(among(secret("name: a", "data: {k: \"" + data + "\"}")).find(SecretRef.secret("", "a", "k")))
                    .as("-Dscaler4j.seed=%d", seed)
                    .contains(value);
        }
    }

    @Test
    void textWinsOverData() {
        String both = "stringData: {word: new}\ndata: {word: b2xk, other: b2xk}";
        SecretObjects objects = among(secret("name: login", both));
        assertThat(objects.find(SecretRef.secret("", "login", "word"))).contains("new");
        assertThat(objects.find(SecretRef.secret("", "login", "other"))).contains("old");
        assertThat(objects.find(SecretRef.secret("", "login", "none"))).isEmpty();
    }

    @Test
    void anObjectIsFoundByItsKindItsNameAndItsNamespace() {
        String text = secret("name: login, namespace: shop", "stringData: {word: of-shop}")
                + secret("name: login, namespace: night", "stringData: {word: of-night}")
                + secret("name: all", "stringData: {word: of-all}")
                + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: login}\ndata: {word: plain}\n"
                + "---\napiVersion: other/v1\nkind: Secret\nmetadata: {name: other}\nstringData: {word: x}\n";
        SecretObjects objects = among(text);
        assertThat(objects.find(SecretRef.secret("shop", "login", "word"))).contains("of-shop");
        assertThat(objects.find(SecretRef.secret("night", "login", "word"))).contains("of-night");
        assertThat(objects.find(SecretRef.secret("day", "login", "word"))).isEmpty();
        assertThat(objects.find(SecretRef.secret("day", "all", "word"))).contains("of-all");
        assertThat(objects.find(SecretRef.configMap("shop", "login", "word"))).contains("plain");
        assertThat(objects.find(SecretRef.secret("shop", "other", "word"))).isEmpty();
        assertThat(objects.find(SecretRef.environment("word"))).isEmpty();
        assertThat(objects.find(SecretRef.file("login/word"))).isEmpty();
        assertThat(objects.toString()).isEqualTo("4 objects that may hold secrets");
    }

    @Test
    void aValueThatIsNoTextIsNone() {
        String numbers = "stringData: {number: 5, flag: true, nothing: ~, list: [a]}\ndata: {number: 5}";
        SecretObjects objects = among(secret("name: a", numbers));
        for (String key : new String[] {"number", "flag", "nothing", "list"}) {
            assertThat(objects.find(SecretRef.secret("", "a", key))).as(key).isEmpty();
        }
    }
}
