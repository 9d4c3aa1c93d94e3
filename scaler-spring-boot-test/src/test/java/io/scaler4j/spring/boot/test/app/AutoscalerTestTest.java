package io.scaler4j.spring.boot.test.app;

import static io.scaler4j.testkit.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.scaler4j.Turn;
import io.scaler4j.metric.Reading;
import io.scaler4j.registry.AutoscalerRegistry;
import io.scaler4j.registry.StateStore;
import io.scaler4j.spring.boot.test.AutoscalerTest;
import io.scaler4j.spring.boot.test.AutoscalerTester;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

@AutoscalerTest
class AutoscalerTestTest {

    @Autowired
    private AutoscalerTester autoscalers;

    @Autowired
    private ApplicationContext context;

    @Test
    void aRushIsPackedByEightAndTheyGoHomeAfterwards() {
        autoscalers.value("backlog", 75).advance(Duration.ZERO);
        assertThat(autoscalers.replicas("packers")).isEqualTo(5); // by at most 4 in 15 s
        autoscalers.advance(Duration.ofMinutes(1));
        assertThat(autoscalers.replicas("packers")).isEqualTo(8);
        autoscalers.value("backlog", 0).advance(Duration.ofMinutes(4));
        assertThat(autoscalers.replicas("packers")).isEqualTo(8); // the window of 300 s remembers the rush
        autoscalers.advance(Duration.ofMinutes(2));
        assertThat(autoscalers.replicas("packers")).isEqualTo(1);
    }

    @Test
    void eachMethodBeginsWithOneReplicaAtTheSameTime() {
        assertThat(autoscalers.replicas("packers")).isEqualTo(1);
        assertThat(autoscalers.now()).isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
        assertThat(autoscalers.turns("packers")).isEmpty();
    }

    @Test
    void everyTurnIsThereWithItsDecision() {
        autoscalers.value("backlog", 35).advance(Duration.ofSeconds(30));
        assertThat(autoscalers.turns("packers"))
                .extracting(Turn::at)
                .containsExactly(
                        Instant.parse("2026-01-05T00:00:00Z"),
                        Instant.parse("2026-01-05T00:00:15Z"),
                        Instant.parse("2026-01-05T00:00:30Z"));
        assertThat(autoscalers.turns("packers").get(0).outcome()).isInstanceOf(Turn.Scaled.class);
        assertThat(autoscalers.decision("packers")).holds();
        assertThat(autoscalers.decision("packers").to()).isEqualTo(4);
    }

    @Test
    void nothingRealIsScaledOrKept() {
        autoscalers.value("backlog", 75).advance(Duration.ofMinutes(1));
        assertThat(context.getBean(ThreadPoolTaskExecutor.class).getCorePoolSize())
                .isEqualTo(1);
        assertThat(context.getBeansOfType(StateStore.class)).containsOnlyKeys("autoscalerTestStates");
        assertThat(Path.of("target/states-of-production")).doesNotExist();
    }

    @Test
    void aScheduleIsAComponentOfTheSlice() {
        autoscalers.value("backlog", 5).advanceTo(Instant.parse("2026-01-05T09:59:50Z"));
        assertThat(autoscalers.replicas("packers")).isEqualTo(1);
        autoscalers.advance(Duration.ofMinutes(1));
        assertThat(autoscalers.replicas("packers")).isEqualTo(6);
    }

    @Test
    void aFailedReadHoldsTheCount() {
        autoscalers.value("backlog", 75).advance(Duration.ofMinutes(1));
        autoscalers
                .reading("backlog", Reading.failure(Reading.Failure.Kind.UNAVAILABLE, "the queue does not answer"))
                .advance(Duration.ofHours(1));
        assertThat(autoscalers.replicas("packers")).isEqualTo(8);
        assertThat(autoscalers.decision("packers").explanation().toString()).contains("the queue does not answer");
    }

    @Test
    void anotherHandOnTheTargetIsSeen() {
        autoscalers.replicas("packers", 3).value("backlog", Integer.valueOf(30)).advance(Duration.ofMinutes(10));
        assertThat(autoscalers
                        .turns("packers")
                        .get(0)
                        .observation()
                        .orElseThrow()
                        .replicas()
                        .current())
                .isEqualTo(3);
        assertThat(autoscalers.replicas("packers")).isEqualTo(3);
    }

    @Test
    void aTypeIsNotOpenedAndItsTargetIsInItsOwnName() {
        autoscalers.value("orders/lag", 240).value("office-hours", 0).advance(Duration.ofMinutes(1));
        assertThat(autoscalers.replicas("orders-consumers")).isEqualTo(5);
        autoscalers.value("orders/lag", 0).advance(Duration.ofMinutes(20));
        assertThat(autoscalers.replicas("orders-consumers")).isZero();
    }

    @Test
    void theCalendarFollowsTheClockOfTheTest() {
        autoscalers.value("orders/lag", 0).reads("office-hours").advanceTo(Instant.parse("2026-01-05T07:59:00Z"));
        assertThat(autoscalers.replicas("orders-consumers")).isZero();
        autoscalers.advanceTo(Instant.parse("2026-01-05T08:01:00Z"));
        assertThat(autoscalers.replicas("orders-consumers")).isEqualTo(3);
        autoscalers.value("office-hours", 0).advance(Duration.ofMinutes(20));
        assertThat(autoscalers.replicas("orders-consumers")).isZero();
    }

    @Test
    void anAutoscalerThatIsGivenNothingKnowsNothing() {
        autoscalers.value("backlog", 75).advance(Duration.ofMinutes(5));
        assertThat(autoscalers.replicas("mail")).isEqualTo(1);
        assertThat(autoscalers.decision("mail").explanation().toString()).contains("the test gives no value");
    }

    @Test
    void anOperatorsPauseIsThatOfTheRegistry() {
        context.getBean(AutoscalerRegistry.class)
                .autoscaler("packers")
                .orElseThrow()
                .pauseAt(2);
        autoscalers.value("backlog", 75).advance(Duration.ofMinutes(1));
        assertThat(autoscalers.replicas("packers")).isEqualTo(2);
    }

    @Test
    void aTriggerWithoutAValueIsAMistakeOfTheTest() {
        assertThatIllegalStateException()
                .isThrownBy(() -> autoscalers.advance(Duration.ZERO))
                .withMessage("triggers without a value: mail/lag, orders/lag, orders/office-hours, packers/backlog;"
                        + " give each one with value or reading, or let it measure with reads");
        autoscalers.value("office-hours", 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> autoscalers.advance(Duration.ZERO))
                .withMessageStartingWith("triggers without a value: orders/lag;");
    }

    @Test
    void aWrongNameIsToldWithThoseThatAreRight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> autoscalers.value("backlogs", 1))
                .withMessage("no autoscaler has a trigger \"backlogs\"; triggers are mail/lag, orders/lag,"
                        + " orders/office-hours, packers/backlog");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> autoscalers.value("lag", 1))
                .withMessage("several autoscalers have a trigger \"lag\"; name one of mail/lag, orders/lag");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> autoscalers.replicas("orders"))
                .withMessageContaining("targets are [mail, orders-consumers, packers]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> autoscalers.decision("order"))
                .withMessage("there is no autoscaler \"order\"; there are [mail, orders, packers]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> autoscalers.replicas("mail", -1))
                .withMessage("replicas must be at least 0, were -1");
        assertThatIllegalStateException()
                .isThrownBy(() -> autoscalers.decision("mail"))
                .withMessageContaining("has decided nothing yet");
    }

    @Test
    void noThreadOfAnAutoscalerRuns() {
        autoscalers.value("backlog", 75).advance(Duration.ofMinutes(1));
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("scaler4j"))
                .toList();
        assertThat(threads).isEmpty();
    }
}
