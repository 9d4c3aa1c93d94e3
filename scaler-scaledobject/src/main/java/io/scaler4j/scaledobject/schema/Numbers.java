package io.scaler4j.scaledobject.schema;

import io.scaler4j.scaledobject.yaml.Node;
import java.math.BigDecimal;
import java.util.OptionalLong;

/** Numbers of a file. */
final class Numbers {

    /** What {@code maxReplicaCount} is unless given. */
    static final long MAX_UNLESS_GIVEN = 100;

    private Numbers() {}

    /** A whole number; one with a fraction of zeros counts, as it does for the API server. */
    static OptionalLong whole(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return OptionalLong.empty();
        }
        if (scalar.type() == Node.Type.INTEGER) {
            return parse(scalar.text());
        }
        return scalar.type() == Node.Type.FLOAT ? parse(withoutZeros(scalar.text())) : OptionalLong.empty();
    }

    private static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static String withoutZeros(String text) {
        try {
            var number = new BigDecimal(text);
            return number.scale() > 18 || number.scale() < -18
                    ? text
                    : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    /** Of a number with or without a unit: -1, 0 or 1. */
    static int sign(String quantity) {
        for (int i = 0; i < quantity.length(); i++) {
            char one = quantity.charAt(i);
            if (one >= '1' && one <= '9') {
                return quantity.charAt(0) == '-' ? -1 : 1;
            }
            if (Character.isLetter(one)) {
                return 0;
            }
        }
        return 0;
    }
}
