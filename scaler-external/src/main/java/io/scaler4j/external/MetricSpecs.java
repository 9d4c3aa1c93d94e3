package io.scaler4j.external;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The metrics that the server named last, and for how long they hold. Thread-safe. */
final class MetricSpecs {

    private final Duration maximumAge;
    private @Nullable Known known;

    /** Those of a stream hold as long as the stream does. */
    private record Known(
            List<WantedMetric> metrics, @Nullable Instant asked) {}

    MetricSpecs(Duration maximumAge) {
        this.maximumAge = maximumAge;
    }

    /** Those that need not be asked for. */
    synchronized Optional<List<WantedMetric>> at(Instant now) {
        return known != null && holds(known.asked(), now) ? Optional.of(known.metrics()) : Optional.empty();
    }

    private boolean holds(@Nullable Instant asked, Instant now) {
        return asked == null || (!now.isBefore(asked) && now.isBefore(asked.plus(maximumAge)));
    }

    synchronized void asked(List<WantedMetric> metrics, Instant now) {
        if (known == null || known.asked() != null) {
            known = new Known(metrics, now);
        }
    }

    synchronized void streamed(List<WantedMetric> metrics) {
        known = new Known(metrics, null);
    }

    /** After a failed read: the server may be another one by now. What a stream said is as good as the stream. */
    synchronized void failed() {
        if (known != null && known.asked() != null) {
            known = null;
        }
    }

    synchronized void streamEnded() {
        known = null;
    }
}
