package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AccessLogTest {

    @Test
    void aLineTellsWhatBecameOfARequest() {
        assertThat(AccessLog.line(Exchanges.held("shop/web", Outcome.HELD_READY, 200)))
                .isEqualTo("route=shop/web method=GET host=\"shop.example.com\" path=\"/api\" protocol=HTTP/1.1"
                        + " status=200 outcome=held_ready seconds=1.204 held=1.190 in=3 out=512"
                        + " endpoint=http://10.0.0.5:8080");
        assertThat(AccessLog.line(Exchanges.sent("GET", "x", "/")))
                .isEqualTo("method=GET host=\"x\" path=\"/\" protocol=HTTP/1.1 status=404 outcome=no_route"
                        + " seconds=0.000 in=0 out=10 reason=no-route");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/\r\nroute=admin status=200",
                "\u001b[2J",
                "/\u2028x",
                "/\" status=200 x=\"",
                "/\u202egnp.exe",
                "\u0000"
            })
    void aClientCannotForgeALine(String sent) {
        String line = AccessLog.line(Exchanges.sent(sent, sent, sent));
        assertThat(line.chars()).noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        assertThat(line.lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/\" status=200 x=\"", "\\\" status=200 \\\\\" y=", "\\", "\"\"\"\"\"\"\"\"\""})
    void aClientCannotEndTheQuotes(String sent) {
        String line = AccessLog.line(Exchanges.sent("GET", "x", sent));
        String others = line.replaceAll("\"(?:[^\"\\\\]|\\\\.)*+\"", "Q");
        assertThat(others)
                .isEqualTo("method=GET host=Q path=Q protocol=HTTP/1.1 status=404 outcome=no_route"
                        + " seconds=0.000 in=0 out=10 reason=no-route");
    }

    @Test
    void aLongPathIsCut() {
        assertThat(AccessLog.line(Exchanges.sent("GET", "x", "/" + "a".repeat(100_000))))
                .hasSizeLessThan(500);
    }

    @Test
    void anInterceptorWritesItIfItIsSwitchedOn() {
        HttpInterceptorBuilder builder = HttpInterceptor.builder();
        assertThat(builder.allObservers()).isEmpty();
        assertThat(builder.accessLog(true).allObservers()).hasExactlyElementsOfTypes(AccessLog.class);
        assertThat(builder.accessLog(false).allObservers()).isEmpty();
    }

    @Test
    void writesToItsLogger() {
        Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.LOGGER);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        try {
            new AccessLog().onExchange(Exchanges.ready("shop/web", "GET", 200));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).startsWith("route=shop/web method=GET"));
    }
}
