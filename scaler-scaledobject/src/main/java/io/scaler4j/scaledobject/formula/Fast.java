package io.scaler4j.scaledobject.formula;

/**
 * A part of a formula that is evaluated without an object: a number, an integer or a condition. Which of the methods
 * have a meaning is known when it is made.
 */
abstract class Fast {

    /** The value as a float; fails for nil. */
    double number(double[] triggers) {
        throw new IllegalStateException("no number: " + getClass());
    }

    /** The value of what can only be an integer. */
    long whole(double[] triggers) {
        throw new IllegalStateException("no integer: " + getClass());
    }

    /** The value of a condition. */
    boolean test(double[] triggers) {
        throw new IllegalStateException("no condition: " + getClass());
    }

    /** The value as a float, or a replacement for nil. */
    double orElse(double[] triggers, double ifNil) {
        return number(triggers);
    }

    /** What is made of two parts. */
    abstract static class Pair extends Fast {
        final Fast a;
        final Fast b;

        Pair(Fast a, Fast b) {
            this.a = a;
            this.b = b;
        }
    }

    /** The value of a trigger. */
    static final class Trigger extends Fast {
        final int slot;
        private final String name;
        private final int at;

        Trigger(int slot, String name, int at) {
            this.slot = slot;
            this.name = name;
            this.at = at;
        }

        @Override
        double number(double[] triggers) {
            double value = triggers[slot];
            if (Double.isNaN(value)) {
                throw nil(at, "the trigger '" + name + "' has no value");
            }
            return value;
        }

        @Override
        double orElse(double[] triggers, double ifNil) {
            double value = triggers[slot];
            return Double.isNaN(value) ? ifNil : value;
        }
    }

    static Failure nil(int at, String subject) {
        return new Failure(at, subject + " (nil) where a number is needed; give nil a value with ??, as in (a ?? 0)");
    }

    static final class Nil extends Fast {
        private final int at;

        Nil(int at) {
            this.at = at;
        }

        @Override
        double number(double[] triggers) {
            throw nil(at, "there is no value");
        }

        @Override
        double orElse(double[] triggers, double ifNil) {
            return ifNil;
        }
    }

    static final class Constant extends Fast {
        final double number;
        private final long whole;

        Constant(double number, long whole) {
            this.number = number;
            this.whole = whole;
        }

        @Override
        double number(double[] triggers) {
            return number;
        }

        @Override
        long whole(double[] triggers) {
            return whole;
        }
    }

    static final class Truth extends Fast {
        private final boolean truth;

        Truth(boolean truth) {
            this.truth = truth;
        }

        @Override
        boolean test(double[] triggers) {
            return truth;
        }
    }

    /** A number that is an error, not nil, where its part is nil: what float(..) makes of it. */
    static final class Cast extends Fast {
        private final Fast part;

        Cast(Fast part) {
            this.part = part;
        }

        @Override
        double number(double[] triggers) {
            return part.number(triggers);
        }
    }

    /** A trigger, or something else where it is nil. */
    static final class Coalesce extends Fast {
        final Trigger trigger;
        final Fast other;

        Coalesce(Trigger trigger, Fast other) {
            this.trigger = trigger;
            this.other = other;
        }

        @Override
        double number(double[] triggers) {
            double value = triggers[trigger.slot];
            return Double.isNaN(value) ? other.number(triggers) : value;
        }

        @Override
        double orElse(double[] triggers, double ifNil) {
            double value = triggers[trigger.slot];
            return Double.isNaN(value) ? other.orElse(triggers, ifNil) : value;
        }
    }

    static final class Choice extends Fast {
        private final Fast condition;
        private final Fast then;
        private final Fast otherwise;

        Choice(Fast condition, Fast then, Fast otherwise) {
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        double number(double[] triggers) {
            return condition.test(triggers) ? then.number(triggers) : otherwise.number(triggers);
        }

        @Override
        long whole(double[] triggers) {
            return condition.test(triggers) ? then.whole(triggers) : otherwise.whole(triggers);
        }

        @Override
        boolean test(double[] triggers) {
            return condition.test(triggers) ? then.test(triggers) : otherwise.test(triggers);
        }

        @Override
        double orElse(double[] triggers, double ifNil) {
            return condition.test(triggers) ? then.orElse(triggers, ifNil) : otherwise.orElse(triggers, ifNil);
        }
    }
}
