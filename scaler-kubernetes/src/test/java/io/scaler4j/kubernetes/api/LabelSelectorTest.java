package io.scaler4j.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

    private static final Map<String, String> LABELS =
            Map.of("topic", "orders", "zone", "eu-1", "empty", "", "example.com/team", "shop");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                ''                          | true
                topic=orders                | true
                topic==orders               | true
                topic = orders              | true
                topic=other                 | false
                topic!=orders               | false
                topic!=other                | true
                missing!=orders             | true
                missing=orders              | false
                missing=                    | false
                empty=                      | true
                topic                       | true
                missing                     | false
                !missing                    | true
                !topic                      | false
                topic in (orders,invoices)  | true
                topic in (invoices)         | false
                topic notin (invoices)      | true
                missing notin (invoices)    | true
                topic notin (orders)        | false
                missing in (orders)         | false
                example.com/team=shop       | true
                topic=orders,zone in (a, eu-1),!missing | true
                topic=orders,zone in (a,b)  | false
                """)
    void selectsAsKubernetesDoes(String selector, boolean selected) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(selected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic=orders,", ",", "a b", "topic in orders", "topic>5", "a=b=c", "=", "(a)", "a in (b"})
    void refusesWhatIsNoSelector(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSelector.parse(text))
                .withMessageContaining("labelSelector has a part that is no requirement");
    }
}
