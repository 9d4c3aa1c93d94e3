package io.scaler4j.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RenewableTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final Supplier<String> supplier = () -> "secret " + asked.incrementAndGet();

    @Test
    void aSupplierIsNotAskedBeforeItsValueIsNeeded() {
        Renewable.from(supplier);

        assertThat(asked).hasValue(0);
    }

    @Test
    void aSupplierIsAskedOnceForTheFirstValue() {
        var renewable = Renewable.from(supplier);

        assertThat(renewable.first()).isEqualTo("secret 1");
        assertThat(renewable.first()).isEqualTo("secret 1");
    }

    @Test
    void aSupplierIsAskedAgainForEachCurrentValue() {
        var renewable = Renewable.from(supplier);
        renewable.first();

        assertThat(renewable.current()).isEqualTo("secret 2");
        assertThat(renewable.current()).isEqualTo("secret 3");
        assertThat(renewable.first()).isEqualTo("secret 1");
    }

    @Test
    void aFirstValueThatIsGivenSparesAQuestion() {
        var renewable = Renewable.from("given", supplier);

        assertThat(renewable.first()).isEqualTo("given");
        assertThat(asked).hasValue(0);
        assertThat(renewable.current()).isEqualTo("secret 1");
    }

    @Test
    void aCopyTakesTheFirstValueAlongAndTheOriginalAsksAgain() {
        var renewable = Renewable.from(supplier);
        renewable.first();
        var copy = renewable.detach();

        assertThat(copy.first()).isEqualTo("secret 1");
        assertThat(renewable.first()).isEqualTo("secret 2");
    }

    @Test
    void aSupplierThatReturnsNothingIsRefusedWithASentence() {
        Supplier<String> nothing = () -> null;

        assertThatThrownBy(Renewable.from(nothing)::first)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("a supplier of secrets must not return null");
    }
}
