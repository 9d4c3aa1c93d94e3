package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users that ask in the name of another. */
class KubeconfigImpersonationTest extends KubeconfigFixture {

    @Test
    void aUserThatAsksInTheNameOfAnotherSaysSo() throws Exception {
        try (var server = ApiServer.open()) {
            read(fromTheField("kubeconfig-impersonation", "http://127.0.0.1:1", server.address()));

            assertThat(server.headers()).hasSize(2).allSatisfy(headers -> {
                assertThat(headers.get("Authorization")).containsExactly("Bearer login-token");
                assertThat(headers.get("Impersonate-User")).containsExactly("system:serviceaccount:shop:autoscaler");
                assertThat(headers.get("Impersonate-Group")).containsExactly("readers");
                assertThat(headers.get("Impersonate-Uid")).containsExactly("7");
            });
        }
    }

    @Test
    void groupsAndExtraFieldsHaveAHeaderEach() throws Exception {
        try (var server = ApiServer.open()) {
            read(
                    write(
                            "config",
                            user(
                                    server.address(),
                                    "as: jane, as-groups: [a, b c], as-user-extra: {scopes: [view, edit], 'example.com/Q': [x]}")));

            Headers headers = server.headers().get(0);
            assertThat(headers.get("Impersonate-User")).containsExactly("jane");
            assertThat(headers.get("Impersonate-Group")).containsExactlyInAnyOrder("a", "b c");
            assertThat(headers.get("Impersonate-Extra-scopes")).containsExactlyInAnyOrder("view", "edit");
            assertThat(headers.get("Impersonate-Extra-example.com%2FQ")).containsExactly("x");
            assertThat(headers).doesNotContainKey("Authorization");
        }
    }

    @Test
    void withoutImpersonationNoSuchHeaderIsSent() throws Exception {
        try (var server = ApiServer.open()) {
            read(write("config", user(server.address(), "token: abc, as: null, as-groups: [], as-uid: ''")));

            assertThat(server.headers().get(0).keySet()).noneMatch(name -> name.startsWith("Impersonate"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "as-groups: [a]|names a uid, groups or extra to ask in the name of, and no user; set as, too",
                "as-uid: '7'|and no user; set as, too",
                "as: 'jane '|has an as that cannot be sent as it is",
                "as: \"a\\nImpersonate-Group: system:masters\"|has an as that cannot be sent as it is",
                "as: jäne|has an as that cannot be sent as it is",
                "as: [jane]|has an as that cannot be sent as it is",
                "as: jane, as-groups: readers|has an as-groups that is no list",
                "as: jane, as-groups: [\"a\\tb\"]|has an as-groups that cannot be sent as it is",
                "as: jane, as-user-extra: [a]|has an as-user-extra that is no map of lists",
                "as: jane, as-user-extra: {a: b}|has an as-user-extra that is no list"
            })
    void impersonationThatCannotBeSentAsItIsIsRefused(String fields, String reason) throws IOException {
        assertThat(problems(write("config", user("https://x", fields))))
                .singleElement()
                .asString()
                .contains("user \"u\"", reason);
    }
}
