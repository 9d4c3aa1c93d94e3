package io.scaler4j.scaledobject.formula;

/** Arithmetic without objects. */
final class FastMath {

    private FastMath() {}

    static Fast binary(String operator, Fast a, Fast b) {
        Fast leaf = FastTriggers.arithmetic(operator, a, b);
        if (leaf != null) {
            return leaf;
        }
        return switch (operator) {
            case "+" -> new Sum(a, b);
            case "-" -> new Difference(a, b);
            case "*" -> new Product(a, b);
            case "/" -> new Quotient(a, b);
            default -> new Power(a, b);
        };
    }

    private static final class Sum extends Fast.Pair {
        Sum(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        double number(double[] triggers) {
            return a.number(triggers) + b.number(triggers);
        }
    }

    private static final class Difference extends Fast.Pair {
        Difference(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        double number(double[] triggers) {
            return a.number(triggers) - b.number(triggers);
        }
    }

    private static final class Product extends Fast.Pair {
        Product(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        double number(double[] triggers) {
            return a.number(triggers) * b.number(triggers);
        }
    }

    private static final class Quotient extends Fast.Pair {
        Quotient(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        double number(double[] triggers) {
            return a.number(triggers) / b.number(triggers);
        }
    }

    private static final class Power extends Fast.Pair {
        Power(Fast a, Fast b) {
            super(a, b);
        }

        @Override
        double number(double[] triggers) {
            return Numbers.power(a.number(triggers), b.number(triggers));
        }
    }

    /** The larger or the smaller of two. NaN stays where it comes first, and is passed over later. */
    static final class Extreme extends Fast.Pair {
        private final boolean largest;

        Extreme(boolean largest, Fast a, Fast b) {
            super(a, b);
            this.largest = largest;
        }

        @Override
        double number(double[] triggers) {
            double first = a.number(triggers);
            double second = b.number(triggers);
            return (largest ? first < second : first > second) ? second : first;
        }
    }

    static final class Mean extends Fast {
        private final Fast[] parts;

        Mean(Fast[] parts) {
            this.parts = parts;
        }

        @Override
        double number(double[] triggers) {
            double total = 0;
            for (Fast part : parts) {
                total += part.number(triggers);
            }
            return total / parts.length;
        }
    }

    /** What has one float in and one out. */
    static final class Rounded extends Fast {
        private final String function;
        private final Fast part;

        Rounded(String function, Fast part) {
            this.function = function;
            this.part = part;
        }

        @Override
        double number(double[] triggers) {
            double value = part.number(triggers);
            return switch (function) {
                case "-" -> -value;
                case "abs" -> value < 0 ? -value : value;
                case "ceil" -> Math.ceil(value);
                case "floor" -> Math.floor(value);
                default -> Numbers.round(value);
            };
        }
    }

    /** An integer made of a float. */
    static final class Whole extends Fast {
        private final Fast part;

        Whole(Fast part) {
            this.part = part;
        }

        @Override
        double number(double[] triggers) {
            return whole(triggers);
        }

        @Override
        long whole(double[] triggers) {
            return Numbers.toInteger(part.number(triggers));
        }
    }

    /** Arithmetic of integers. */
    static final class Integers extends Fast.Pair {
        private final String operator;
        private final Node node;

        Integers(Node node, String operator, Fast a, Fast b) {
            super(a, b);
            this.node = node;
            this.operator = operator;
        }

        @Override
        double number(double[] triggers) {
            return whole(triggers);
        }

        @Override
        long whole(double[] triggers) {
            long left = a.whole(triggers);
            long right = b.whole(triggers);
            return switch (operator) {
                case "+" -> left + right;
                case "-" -> left - right;
                case "*" -> left * right;
                default -> {
                    if (right == 0) {
                        throw Values.zeroDivisor(node);
                    }
                    yield left % right;
                }
            };
        }
    }
}
