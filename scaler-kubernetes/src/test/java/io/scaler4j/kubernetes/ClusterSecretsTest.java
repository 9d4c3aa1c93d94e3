package io.scaler4j.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.scaler4j.metric.Reading;
import io.scaler4j.testservers.StackTraces;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Whatever fails, the token is nowhere. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterSecretsTest extends ClusterFixture {

    /** At the lowest level of every logger, also of the HTTP client's, whatever fails. */
    @Test
    void theTokenIsInNoLogNoSentenceAndNoStackTrace() throws Exception {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var list = new ListAppender<ILoggingEvent>();
        list.start();
        Level before = root.getLevel();
        var console = root.getAppender("console");
        root.detachAppender(console);
        root.addAppender(list);
        root.setLevel(Level.TRACE);
        var seen = new StringBuilder();
        try (var server = ApiServer.open();
                var cluster = KubernetesCluster.builder()
                        .server(server.address())
                        .tokenFile(write("token", TOKEN))
                        .build()) {
            seen.append(read(cluster)).append(cluster);
            for (int status : new int[] {400, 401, 403, 404, 500, 503}) {
                server.answer(ApiServer.PODS, status, "{\"message\": \"who sends " + TOKEN + " is not known\"}");
                seen.append(text(read(cluster)));
            }
            server.truncate(ApiServer.PODS, "{\"message\": \"" + TOKEN + "\"}");
            seen.append(text(read(cluster)));
            server.answer(ApiServer.PODS, 200, TOKEN);
            seen.append(text(read(cluster)));
            server.answer(
                    ApiServer.PODS,
                    200,
                    "{\"items\": [{\"metadata\": {\"name\": \"a\"}, \"status\":" + " {\"startTime\": \"" + TOKEN
                            + "\"}}]}");
            seen.append(text(read(cluster)));
            write("token", TOKEN + "\nInjected: header");
            int sent = server.requests().size();
            seen.append(text(read(cluster)));
            assertThat(server.requests()).hasSize(sent);
            server.close();
            write("token", TOKEN);
            seen.append(text(read(cluster)));
            assertThat(server.requests())
                    .isNotEmpty()
                    .allMatch(each -> each.authorization().contains(TOKEN));
        } finally {
            root.setLevel(before);
            root.detachAppender(list);
            root.addAppender(console);
        }
        assertThat(list.list).as("what the HTTP client logs").isNotEmpty();
        list.list.forEach(event -> seen.append(event.getFormattedMessage())
                .append(
                        event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()));
        assertThat(seen.toString()).doesNotContain(TOKEN).doesNotContain("secret-token");
    }

    private static String text(Reading reading) {
        var failure = (Reading.Failure) reading;
        return failure + (failure.cause() == null ? "" : StackTraces.of(failure.cause()));
    }
}
