package io.scaler4j.testservers;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Captures everything that some loggers write, at all levels and with stack traces. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new ArrayList<>();
    private final Map<Logger, Optional<Level>> before;

    private CapturedLog(Stream<Logger> loggers) {
        before = loggers.collect(Collectors.toMap(logger -> logger, logger -> Optional.ofNullable(logger.getLevel())));
        start();
        before.keySet().forEach(logger -> {
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(this);
        });
    }

    /** Captures these loggers until it is closed. They write nowhere else in this time. */
    public static CapturedLog of(String... names) {
        return new CapturedLog(Stream.of(names).map(name -> (Logger) LoggerFactory.getLogger(name)));
    }

    @Override
    protected void append(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + trace);
    }

    /** {@return the messages so far, one a line} */
    public String text() {
        synchronized (this) {
            return String.join("\n", lines);
        }
    }

    @Override
    public void close() {
        before.forEach((logger, level) -> {
            logger.detachAppender(this);
            logger.setAdditive(true);
            logger.setLevel(level.orElse(null));
        });
        stop();
    }
}
