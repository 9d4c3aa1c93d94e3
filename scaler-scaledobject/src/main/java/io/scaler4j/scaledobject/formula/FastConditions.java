package io.scaler4j.scaledobject.formula;

/** Conditions without objects. */
final class FastConditions {

    private FastConditions() {}

    static Fast order(String operator, Fast a, Fast b) {
        Fast leaf = FastTriggers.order(operator, a, b);
        if (leaf != null) {
            return leaf;
        }
        return switch (operator) {
            case "<" -> new Less(a, b);
            case ">" -> new More(a, b);
            case "<=" -> new AtMost(a, b);
            default -> new AtLeast(a, b);
        };
    }

    private static final class Less extends Fast.Pair {
        Less(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        boolean test(double[] triggers) {
            return a.number(triggers) < b.number(triggers);
        }
    }

    private static final class More extends Fast.Pair {
        More(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        boolean test(double[] triggers) {
            return a.number(triggers) > b.number(triggers);
        }
    }

    private static final class AtMost extends Fast.Pair {
        AtMost(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        boolean test(double[] triggers) {
            return a.number(triggers) <= b.number(triggers);
        }
    }

    private static final class AtLeast extends Fast.Pair {
        AtLeast(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        boolean test(double[] triggers) {
            return a.number(triggers) >= b.number(triggers);
        }
    }

    /** Two numbers of which at most one can be nil, which equals no number; or two triggers. */
    static final class Equal extends Fast.Pair {
        private final boolean bothCanBeNil;

        Equal(Fast a, Fast b, boolean bothCanBeNil) {
            super(a, b);
            this.bothCanBeNil = bothCanBeNil;
        }

        @Override
        boolean test(double[] triggers) {
            double left = a.orElse(triggers, Double.NaN);
            double right = b.orElse(triggers, Double.NaN);
            return left == right || (bothCanBeNil && Double.isNaN(left) && Double.isNaN(right));
        }
    }

    static final class EqualIntegers extends Fast.Pair {
        EqualIntegers(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        boolean test(double[] triggers) {
            return a.whole(triggers) == b.whole(triggers);
        }
    }

    static final class IsNil extends Fast {
        private final Fast.Trigger trigger;

        IsNil(Fast.Trigger trigger) {
            this.trigger = trigger;
        }

        @Override
        boolean test(double[] triggers) {
            return Double.isNaN(triggers[trigger.slot]);
        }
    }

    static final class Not extends Fast {
        private final Fast part;

        Not(Fast part) {
            this.part = part;
        }

        @Override
        boolean test(double[] triggers) {
            return !part.test(triggers);
        }
    }

    static final class Both extends Fast.Pair {
        Both(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        boolean test(double[] triggers) {
            return a.test(triggers) && b.test(triggers);
        }
    }

    static final class Either extends Fast.Pair {
        Either(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        boolean test(double[] triggers) {
            return a.test(triggers) || b.test(triggers);
        }
    }

    /** How many of some conditions hold, up to a count at which counting stops. */
    static final class Count extends Fast {
        private final Fast[] tests;
        private final long threshold;

        Count(Fast[] tests, long threshold) {
            this.tests = tests;
            this.threshold = threshold;
        }

        @Override
        double number(double[] triggers) {
            return whole(triggers);
        }

        @Override
        long whole(double[] triggers) {
            long count = 0;
            for (Fast test : tests) {
                if (test.test(triggers) && ++count == threshold) {
                    break;
                }
            }
            return count;
        }
    }

    /** Whether no condition has a certain outcome; what all, any and none ask. */
    static final class NoneIs extends Fast {
        private final Fast[] tests;
        private final boolean outcome;

        NoneIs(Fast[] tests, boolean outcome) {
            this.tests = tests;
            this.outcome = outcome;
        }

        @Override
        boolean test(double[] triggers) {
            for (Fast test : tests) {
                if (test.test(triggers) == outcome) {
                    return false;
                }
            }
            return true;
        }
    }
}
