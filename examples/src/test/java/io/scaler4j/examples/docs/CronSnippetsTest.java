package io.scaler4j.examples.docs;

import static io.scaler4j.metric.MetricTarget.averageValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.Autoscaler;
import io.scaler4j.ScaleTarget;
import io.scaler4j.Scaler;
import io.scaler4j.Trigger;
import io.scaler4j.cron.CronScaler;
import io.scaler4j.cron.CronWindow;
import io.scaler4j.cron.ScheduledBounds;
import io.scaler4j.metric.Reading;
import io.scaler4j.policy.ReplicaBounds;
import io.scaler4j.policy.ScalingPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The blocks of docs/cron.md, compiled and run; the output it shows, on the package page too, is what comes out. */
class CronSnippetsTest {

    private static final Path PAGE = Path.of("../docs/cron.md");
    private static final Path PACKAGE_PAGE = Path.of("../scaler-cron/src/main/java/io/scaler4j/cron/package-info.java");

    @Test
    void aWindowAndItsPreview() throws IOException {
        String printed = printed(() -> show(officeHours()));
        assertThat(printed.lines()).hasSize(4);
        assertThat(Files.readString(PAGE)).contains(indented(printed, "    "));
        assertThat(Files.readString(PACKAGE_PAGE)).contains(indented(printed, " * "));
    }

    @Test
    void aWarning() throws IOException {
        var window = CronWindow.builder()
                .timezone("Europe/Prague")
                .start("30 6 * * 1-5")
                .end("10 22 * * *")
                .build();
        assertThat(Files.readString(PAGE)).contains("\n    " + window.warnings().get(0) + "\n");
        assertThat(window.warnings()).hasSize(1);
    }

    @Test
    void replicasAndBounds() throws InterruptedException {
        var officeHours = officeHours();
        var night = CronWindow.builder()
                .timezone("Europe/Berlin")
                .start("0 22 * * *")
                .end("0 6 * * *")
                .build();
        Scaler lag = request -> Reading.of(0);
        var workers = ScaleTarget.of(() -> 2, count -> {});
        try (var autoscaler = orders(workers, lag, officeHours, night)) {
            assertThat(autoscaler.evaluate().from()).isEqualTo(2);
        }
    }

    private static Autoscaler orders(ScaleTarget workers, Scaler lag, CronWindow officeHours, CronWindow night) {
        return Autoscaler.builder("orders")
                .target(workers)
                .policy(ScalingPolicy.builder().replicas(0, 20).build())
                .trigger(Trigger.of("lag", lag, averageValue(50)))
                .trigger(CronScaler.of(officeHours, 10).trigger("office hours"))
                .schedule(ScheduledBounds.during(night, ReplicaBounds.atMost(4)))
                .build();
    }

    @Test
    void holidaysLengthsAndSingleDays() {
        var batch = CronWindow.builder()
                .timezone("Europe/Berlin")
                .start("0 22 * * *")
                .lasting(Duration.ofHours(8))
                .except(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 31))
                .build();
        var sale = CronWindow.builder()
                .timezone("Europe/Berlin")
                .start("2026-11-27T08:00")
                .end("2026-12-01T00:00")
                .build();
        assertThat(batch.isOpen(Instant.parse("2026-12-24T23:00:00Z"))).isFalse();
        assertThat(sale.isOpen(Instant.parse("2026-11-28T12:00:00Z"))).isTrue();
    }

    private static void show(CronWindow officeHours) {
        officeHours.preview(Instant.parse("2026-03-27T12:00:00Z"), 4).forEach(System.out::println);
        officeHours.warnings().forEach(System.out::println);
    }

    private static CronWindow officeHours() {
        var officeHours = CronWindow.builder()
                .timezone("Europe/Berlin")
                .start("0 8 * * 1-5")
                .end("0 18 * * 1-5")
                .build();
        return officeHours;
    }

    private static String printed(Runnable snippet) {
        PrintStream console = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            snippet.run();
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String indented(String text, String margin) {
        return text.lines().map(line -> margin + line + "\n").collect(Collectors.joining());
    }
}
