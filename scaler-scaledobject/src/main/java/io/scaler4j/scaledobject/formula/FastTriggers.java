package io.scaler4j.scaledobject.formula;

import org.jspecify.annotations.Nullable;

/**
 * Operators between a trigger and a literal, which most leaves of a formula are. One object does what three would: the
 * calls between them are what an evaluation spends most of its time on.
 */
final class FastTriggers {

    private FastTriggers() {}

    /** {@return the operator as one object; null if the parts are others or there is none for it} */
    static @Nullable Fast arithmetic(String operator, Fast a, Fast b) {
        if (a instanceof Fast.Trigger trigger && b instanceof Fast.Constant literal) {
            return switch (operator) {
                case "+" -> new Plus(trigger, literal);
                case "-" -> new Minus(trigger, literal);
                case "*" -> new Times(trigger, literal);
                case "/" -> new Over(trigger, literal);
                default -> null;
            };
        }
        boolean isCommutative = operator.equals("+") || operator.equals("*");
        return isCommutative && b instanceof Fast.Trigger && a instanceof Fast.Constant
                ? arithmetic(operator, b, a)
                : null;
    }

    /** {@return the comparison as one object; null if the parts are others} */
    static @Nullable Fast order(String operator, Fast a, Fast b) {
        if (!(a instanceof Fast.Trigger trigger) || !(b instanceof Fast.Constant literal)) {
            return null;
        }
        return switch (operator) {
            case "<" -> new Less(trigger, literal);
            case ">" -> new More(trigger, literal);
            case "<=" -> new AtMost(trigger, literal);
            default -> new AtLeast(trigger, literal);
        };
    }

    private abstract static class WithLiteral extends Fast {
        final Trigger trigger;
        final double literal;

        WithLiteral(Trigger trigger, Constant literal) {
            this.trigger = trigger;
            this.literal = literal.number;
        }
    }

    private static final class Plus extends WithLiteral {
        Plus(Trigger trigger, Constant literal) {
            super(trigger, literal);
        }

        @Override
        double number(double[] triggers) {
            return trigger.number(triggers) + literal;
        }
    }

    private static final class Minus extends WithLiteral {
        Minus(Trigger trigger, Constant literal) {
            super(trigger, literal);
        }

        @Override
        double number(double[] triggers) {
            return trigger.number(triggers) - literal;
        }
    }

    private static final class Times extends WithLiteral {
        Times(Trigger trigger, Constant literal) {
            super(trigger, literal);
        }

        @Override
        double number(double[] triggers) {
            return trigger.number(triggers) * literal;
        }
    }

    private static final class Over extends WithLiteral {
        Over(Trigger trigger, Constant literal) {
            super(trigger, literal);
        }

        @Override
        double number(double[] triggers) {
            return trigger.number(triggers) / literal;
        }
    }

    private static final class Less extends WithLiteral {
        Less(Trigger trigger, Constant literal) {
            super(trigger, literal);
        }

        @Override
        boolean test(double[] triggers) {
            return trigger.number(triggers) < literal;
        }
    }

    private static final class More extends WithLiteral {
        More(Trigger trigger, Constant literal) {
            super(trigger, literal);
        }

        @Override
        boolean test(double[] triggers) {
            return trigger.number(triggers) > literal;
        }
    }

    private static final class AtMost extends WithLiteral {
        AtMost(Trigger trigger, Constant literal) {
            super(trigger, literal);
        }

        @Override
        boolean test(double[] triggers) {
            return trigger.number(triggers) <= literal;
        }
    }

    private static final class AtLeast extends WithLiteral {
        AtLeast(Trigger trigger, Constant literal) {
            super(trigger, literal);
        }

        @Override
        boolean test(double[] triggers) {
            return trigger.number(triggers) >= literal;
        }
    }
}
