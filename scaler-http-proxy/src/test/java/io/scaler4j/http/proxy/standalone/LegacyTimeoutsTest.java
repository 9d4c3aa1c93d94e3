package io.scaler4j.http.proxy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.http.proxy.RouteLimits;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyTimeoutsTest {

    @ParameterizedTest
    @CsvSource({
        ", , , , ",
        "PT20S, , , PT20S, ",
        "PT0S, PT0S, , , ",
        ", PT10S, , , PT10S",
        "PT20S, , 5, PT5S, ",
        "PT2S, , 5, PT5S, ",
        "PT20S, , 0, PT20S, ",
        "PT20S, , -1, PT20S, ",
        "PT-1S, PT-1S, , , ",
        ", , 30, PT30S, ",
    })
    void zeroIsNotSetAndAFailoverWinsOverTheWait(
            @Nullable Duration wait,
            @Nullable Duration header,
            @Nullable Integer failover,
            @Nullable Duration readiness,
            @Nullable Duration responseHeader) {
        RouteLimits limits = LegacyTimeouts.of(
                Optional.ofNullable(wait), Optional.ofNullable(header), Optional.ofNullable(failover));
        assertThat(limits.readiness()).isEqualTo(Optional.ofNullable(readiness));
        assertThat(limits.responseHeader()).isEqualTo(Optional.ofNullable(responseHeader));
        assertThat(limits.request()).isEmpty();
    }
}
