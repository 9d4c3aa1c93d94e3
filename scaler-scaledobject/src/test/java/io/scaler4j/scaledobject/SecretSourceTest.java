package io.scaler4j.scaledobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourceTest {

    private static final String SECRET = "hunter2-unguessable";

    @Test
    void outsideOfAClusterAVariableOfAContainerIsThatOfTheProcess() {
        var environment = SecretSource.environment(Map.of("WORD", "secret"));
        assertThat(environment.find(SecretRef.environment("WORD", "proxy"))).contains("secret");
    }

    @Test
    void aMountOfOneNamespaceNeedsNoFolderForIt(@TempDir Path folder) throws IOException {
        Path login = Files.createDirectories(folder.resolve("login"));
        Files.writeString(login.resolve("word"), SECRET);
        assertThat(SecretSource.folder(folder).find(SecretRef.secret("shop", "login", "word")))
                .contains(SECRET);
        assertThat(SecretSource.folder(folder).find(SecretRef.configMap("shop", "login", "word")))
                .contains(SECRET);
        assertThat(SecretSource.folder(folder).find(SecretRef.secret("shop", "login", "none")))
                .isEmpty();
        assertThat(SecretSource.folder(folder).find(SecretRef.environment("login/word")))
                .isEmpty();
    }

    @Test
    void noNameLeadsOutOfTheFolder(@TempDir Path folder) throws IOException {
        Path inside = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("outside"), SECRET);
        SecretSource source = SecretSource.folder(inside);
        assertThat(source.find(SecretRef.secret("", "..", "outside"))).isEmpty();
        assertThat(source.find(SecretRef.file("../outside"))).isEmpty();
        assertThat(source.find(SecretRef.file(folder.resolve("outside").toString())))
                .isEmpty();
        assertThat(source.find(SecretRef.file("a\0b"))).isEmpty();
    }

    @Test
    void sourcesAreAskedInTheirOrder() {
        var first = new ConcurrentHashMap<>(Map.of("A", "1"));
        SecretSource both = SecretSource.environment(first).or(SecretSource.environment(Map.of("A", "2", "B", "3")));
        assertThat(both.find(SecretRef.environment("A"))).contains("1");
        assertThat(both.find(SecretRef.environment("B"))).contains("3");
        first.remove("A");
        assertThat(both.find(SecretRef.environment("A"))).contains("2");
        assertThat(SecretSource.none().or(both).find(SecretRef.secret("", "A", "")))
                .isEmpty();
    }

    @Test
    void theFolderOfTheNamespaceComesFirst(@TempDir Path folder) throws IOException {
        Path shop = Files.createDirectories(folder.resolve("shop").resolve("login"));
        Path any = Files.createDirectories(folder.resolve("login"));
        Files.writeString(shop.resolve("word"), "of the shop");
        Files.writeString(any.resolve("word"), "of any");
        SecretSource source = SecretSource.folder(folder);
        assertThat(source.find(SecretRef.secret("shop", "login", "word"))).contains("of the shop");
        assertThat(source.find(SecretRef.secret("night", "login", "word"))).contains("of any");
        assertThat(source.find(SecretRef.secret("", "login", "word"))).contains("of any");
    }

    @Test
    void whatIsNoTextIsNotFound(@TempDir Path folder) throws IOException {
        Path login = Files.createDirectories(folder.resolve("login"));
        Files.write(login.resolve("word"), new byte[] {(byte) 0xff, (byte) 0xfe, 1});
        assertThat(SecretSource.folder(folder).find(SecretRef.secret("", "login", "word")))
                .isEmpty();
        assertThat(SecretSource.folder(folder).find(SecretRef.secret("", "login", "")))
                .isEmpty();
        assertThat(SecretSource.folder(folder.resolve("none")).find(SecretRef.file("x")))
                .isEmpty();
    }

    @Test
    void knownValuesAreFoundForTheirNamespaceOrForAll() {
        var values = new HashMap<>(Map.of(
                SecretRef.secret("shop", "a", "k"), "1",
                SecretRef.secret("", "b", "k"), "2"));
        SecretSource source = SecretSource.of(values);
        values.clear();
        assertThat(source.find(SecretRef.secret("shop", "a", "k"))).contains("1");
        assertThat(source.find(SecretRef.secret("night", "a", "k"))).isEmpty();
        assertThat(source.find(SecretRef.secret("night", "b", "k"))).contains("2");
        assertThat(source.find(SecretRef.configMap("shop", "a", "k"))).isEmpty();
    }

    @Test
    void aReferenceReadsAsASentenceNamesIt() {
        assertThat(SecretRef.secret("shop", "login", "word")).hasToString("key \"word\" of Secret shop/login");
        assertThat(SecretRef.configMap("", "login", "word")).hasToString("key \"word\" of ConfigMap login");
        assertThat(SecretRef.environment("WORD")).hasToString("environment variable WORD");
        assertThat(SecretRef.environment("WORD", "proxy"))
                .hasToString("environment variable WORD of container proxy")
                .isNotEqualTo(SecretRef.environment("WORD"));
        assertThat(SecretRef.file("a/b.json")).hasToString("file a/b.json");
        assertThatThrownBy(() -> SecretRef.file(null)).hasMessageStartingWith("name must not be null");
    }
}
