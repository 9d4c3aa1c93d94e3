package io.scaler4j.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaler4j.spring.boot.test.AutoscalerTest;
import io.scaler4j.spring.boot.test.AutoscalerTester;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AutoscalerTest
class PackersTest {

    @Autowired
    private AutoscalerTester autoscalers;

    @Test
    void packersComeForARushAndGoHomeAfterwards() {
        autoscalers.value("backlog", 75).advance(Duration.ofMinutes(1));
        assertThat(autoscalers.replicas("packers")).isEqualTo(8);
        autoscalers.value("backlog", 0).advance(Duration.ofMinutes(4));
        assertThat(autoscalers.replicas("packers")).isEqualTo(8); // the window of 300 s remembers the rush
        autoscalers.advance(Duration.ofMinutes(2));
        assertThat(autoscalers.replicas("packers")).isEqualTo(1);
    }
}
