package io.scaler4j.kafka;

import io.scaler4j.conformance.Fields;
import io.scaler4j.conformance.Kind;
import io.scaler4j.conformance.Kinds;
import io.scaler4j.conformance.Result;

/** The kinds that the Kafka source answers. They live in its package to reach its arithmetic; class path only. */
public final class KafkaKinds {

    private KafkaKinds() {}

    /** Adds the kinds. */
    public static void register(Kinds kinds) {
        KafkaOptionKinds.register(kinds);
        KafkaSecurityKinds.register(kinds);
        KafkaLagKinds.register(kinds);
    }

    /** Upstream has a second, experimental source, which differs in what it accepts. */
    static Kind ofOurFlavour(Kind kind) {
        return given -> isOurFlavour(given)
                ? kind.evaluate(given)
                : Result.skipped("upstream's experimental flavour apache-kafka: there is one Kafka source here");
    }

    private static boolean isOurFlavour(Fields given) {
        return given.textIfAny("scaler").orElse("kafka").equals("kafka");
    }
}
