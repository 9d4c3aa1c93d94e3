package io.scaler4j.scaledobject.formula;

import java.util.ArrayDeque;
import java.util.Deque;

/** The part of the checker that knows functions. */
final class Calls {

    /** A predicate that is being checked: what # is, and which other names it has. */
    private record Scope(Type element, boolean hasIndex, boolean hasResult) {}

    private final Checker checker;
    private final Deque<Scope> scopes = new ArrayDeque<>();

    Calls(Checker checker) {
        this.checker = checker;
    }

    Type pointer(Node node) {
        Scope scope = scopes.peek();
        if (scope == null) {
            return checker.problem(node.at, "# means an element in a predicate, and there is none; name a trigger");
        }
        if (node.op.isEmpty()) {
            return scope.element;
        }
        if (node.op.equals("index") && scope.hasIndex) {
            return Type.INT;
        }
        if (node.op.equals("acc") && scope.hasResult) {
            return Type.UNKNOWN;
        }
        return checker.problem(
                node.at,
                "#" + node.op
                        + " does not exist here; #index is known in map and reduce, #acc in reduce, # everywhere");
    }

    Type check(Node node) {
        String name = node.op;
        if (Functions.PREDICATES.contains(name)) {
            return withPredicate(node);
        }
        if (Functions.isPlain(name)) {
            for (Node argument : node.parts) {
                checker.check(argument);
            }
            return plain(node);
        }
        for (Node argument : node.parts) {
            scopes.push(new Scope(Type.UNKNOWN, true, true)); // so that there is one problem, not several
            checker.check(argument);
            scopes.pop();
        }
        if (name.startsWith("$env.")) {
            return checker.problem(
                    node.at,
                    "'" + name.substring(5) + "' is a trigger and hides the function of that name; write ::"
                            + name.substring(5) + "(..), or rename the trigger");
        }
        if (Functions.isUnsupported(name)) {
            return checker.problem(
                    node.at,
                    "the function " + name + " is not supported; there are "
                            + String.join(", ", Functions.supported()));
        }
        return checker.problem(node.at, Names.unknownFunction(name));
    }

    private Type withPredicate(Node node) {
        String name = node.op;
        Type array = checker.check(node.part(0));
        if (!array.is(Type.Kind.ARRAY) && !array.isUnknown()) {
            return checker.problem(
                    node.part(0).at, name + " needs an array and gets " + array.named() + "; put it in brackets");
        }
        Type element = array.isUnknown() ? Type.UNKNOWN : array.element();
        if (node.parts.length == 1) {
            return name.equals("count") ? Type.INT : element;
        }
        boolean isReduce = name.equals("reduce");
        scopes.push(new Scope(element, isReduce || name.equals("map"), isReduce));
        Type result = checker.check(node.part(1));
        scopes.pop();
        if (node.parts.length == 3) {
            checker.check(node.part(2));
        }
        if (result.isNil()) {
            return checker.problem(node.part(1).at, "the predicate of " + name + " is nil; make it a value");
        }
        return switch (name) {
            case "map" -> Type.arrayOf(result);
            case "reduce" -> result;
            case "sum" -> result.is(Type.Kind.UNKNOWN) ? Type.ANY : result.is(Type.Kind.ARRAY) ? Type.ARRAY : result;
            default -> byTest(node, array, element, result);
        };
    }

    private Type byTest(Node node, Type array, Type element, Type result) {
        if (!result.is(Type.Kind.BOOL) && !result.isUnknown()) {
            return checker.problem(
                    node.part(1).at,
                    "the predicate of " + node.op + " is " + result.named()
                            + " and must be true or false; write # > 1");
        }
        return switch (node.op) {
            case "filter" -> array.isUnknown() ? Type.ARRAY : Type.arrayOf(element);
            case "find" -> element;
            case "count", "findIndex" -> Type.INT;
            default -> Type.BOOL;
        };
    }

    private Type plain(Node node) {
        String name = node.op;
        int most = name.equals("sort") ? 2 : name.startsWith("m") ? Integer.MAX_VALUE : 1;
        if (node.parts.length < 1 || node.parts.length > most) {
            return checker.problem(
                    node.at,
                    name + " has " + node.parts.length + " arguments and needs "
                            + (most == 1 ? "one" : most == 2 ? "one or two" : "at least one") + "; check the commas");
        }
        return switch (name) {
            case "max", "min", "mean", "median" -> aggregate(node);
            case "sort" -> sort(node);
            default -> ofOne(node, node.part(0).type);
        };
    }

    private Type ofOne(Node node, Type type) {
        boolean isArray = type.is(Type.Kind.ARRAY);
        boolean isText = type.is(Type.Kind.TEXT);
        boolean fits = type.isUnknown()
                || switch (node.op) {
                    case "len" -> isArray || isText;
                    case "first", "last" -> isArray;
                    case "int", "float" -> type.isNumber() || isText;
                    default -> type.isNumber();
                };
        if (!fits) {
            return wrong(node, node.part(0), type);
        }
        return switch (node.op) {
            case "len", "int" -> Type.INT;
            case "first", "last" -> Type.ANY;
            case "abs" -> type.isUnknown() ? Type.ANY : type;
            default -> Type.FLOAT;
        };
    }

    private Type aggregate(Node node) {
        for (Node argument : node.parts) {
            if (argument.type.isUnknown() || argument.type.is(Type.Kind.ARRAY)) {
                return Type.ANY;
            }
            if (!argument.type.isNumber()) {
                return wrong(node, argument, argument.type);
            }
        }
        return node.part(0).type;
    }

    private Type sort(Node node) {
        Type array = node.part(0).type;
        if (!array.is(Type.Kind.ARRAY) && !array.isUnknown()) {
            return wrong(node, node.part(0), array);
        }
        if (node.parts.length == 2) {
            Type order = node.part(1).type;
            if (!order.is(Type.Kind.TEXT) && !order.isUnknown()) {
                return wrong(node, node.part(1), order);
            }
        }
        return Type.ARRAY;
    }

    private Type wrong(Node node, Node argument, Type type) {
        String needed = switch (node.op) {
            case "len", "first", "last" -> "an array";
            case "sort" -> argument == node.part(0) ? "an array" : "\"asc\" or \"desc\"";
            case "int", "float" -> "a number or a string";
            case "max", "min", "mean", "median" -> "numbers or arrays";
            default -> "a number";
        };
        boolean isTest = type.is(Type.Kind.BOOL) && node.op.equals("float");
        return checker.problem(
                argument.at,
                node.op + " needs " + needed + " and gets " + type.named()
                        + (isTest ? "; a formula yields a number, so write a > 5 ? 1 : 0" : "; convert it first"));
    }
}
