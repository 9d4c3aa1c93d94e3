package io.scaler4j.scaledobject.yaml;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a scalar is to the API server's parser, which follows YAML 1.1 and Go. */
final class Scalars {

    static final String PREFIX = "tag:yaml.org,2002:";
    static final String MERGE = PREFIX + "merge";

    private static final String STR = PREFIX + "str";
    private static final String BOOL = PREFIX + "bool";
    private static final String INT = PREFIX + "int";
    private static final String FLOAT = PREFIX + "float";
    private static final String NULL = PREFIX + "null";
    private static final String TIMESTAMP = PREFIX + "timestamp";
    private static final String BINARY = PREFIX + "binary";

    /** A null of YAML; null in Java stands for "text". */
    private static final Object NOTHING = new Object();

    private Scalars() {}

    /** A scalar that the API server refuses, with the sentence that says why. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String sentence) {
            super(sentence, null, false, false);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Makes a node.
     *
     * @param tag null without one
     * @param in the text without quotes
     * @param quoted whether it stands in quotes or in a block
     * @throws Refused if the tag does not fit, or JSON has no such value
     */
    static Node.Scalar node(@Nullable String tag, String in, boolean quoted, Position position) throws Refused {
        if (tag == null && quoted) {
            return new Node.Scalar(Node.Type.STRING, in, in, true, position);
        }
        if (BINARY.equals(tag)) {
            return new Node.Scalar(Node.Type.STRING, binary(in), in, quoted, position);
        }
        @Nullable Object value = value(tag, in);
        if (value == null) {
            return new Node.Scalar(Node.Type.STRING, in, in, quoted, position);
        }
        if (value == NOTHING) {
            return new Node.Scalar(Node.Type.NULL, "null", in, quoted, position);
        }
        if (value instanceof Boolean flag) {
            return new Node.Scalar(Node.Type.BOOLEAN, flag ? "true" : "false", in, quoted, position);
        }
        if (value instanceof Double number) {
            if (number.isInfinite() || number.isNaN()) {
                throw new Refused("infinity and NaN are no values of JSON, and the API server refuses them; "
                        + "give a number, or put the value in quotes if it is text");
            }
            String text = Floats.json(number);
            return new Node.Scalar(type(text), text, in, quoted, position);
        }
        String text = value.toString();
        return new Node.Scalar(Node.Type.INTEGER, text.equals(in) ? in : text, in, quoted, position);
    }

    private static Node.Type type(String number) {
        boolean whole = number.indexOf('.') < 0 && number.indexOf('e') < 0;
        return whole ? Node.Type.INTEGER : Node.Type.FLOAT;
    }

    /**
     * Makes the text of a key.
     *
     * @param tag null without one
     * @param in the text without quotes
     * @param quoted whether it stands in quotes or in a block
     * @throws Refused if the tag does not fit, or no text can be made of the value
     */
    static String key(@Nullable String tag, String in, boolean quoted) throws Refused {
        if (tag == null && quoted) {
            return in;
        }
        if (BINARY.equals(tag)) {
            return binary(in);
        }
        @Nullable Object value = value(tag, in);
        if (value == null) {
            return in;
        }
        if (value == NOTHING) {
            throw new Refused("a key is null, and the API server refuses that; write a key, in quotes if it is the "
                    + "word null or ~");
        }
        if (value instanceof BigInteger) {
            throw new Refused("a key is a number above 9223372036854775807, and the API server refuses that; put the "
                    + "key in quotes");
        }
        return value instanceof Double number ? Floats.key(number) : value.toString();
    }

    /** Whether plain text is text to the API server, too. */
    static boolean isText(String plain) {
        return plain(plain) == null;
    }

    /** {@return a Boolean, Long, BigInteger, Double, NOTHING, or null for text} */
    private static @Nullable Object value(@Nullable String tag, String in) throws Refused {
        if (tag == null) {
            return plain(in);
        }
        if (!isResolvable(tag) || tag.equals(STR)) {
            return null;
        }
        boolean timestamp = Timestamps.isTimestamp(in);
        @Nullable Object value = plain(in);
        boolean fits = switch (tag) {
            case BOOL -> value instanceof Boolean;
            case INT -> value instanceof Long || value instanceof BigInteger;
            case FLOAT -> value instanceof Double || value instanceof Long;
            case NULL -> value == NOTHING;
            default -> timestamp;
        };
        if (!fits) {
            throw new Refused("the value does not fit its tag !!" + tag.substring(PREFIX.length())
                    + "; correct the value or leave the tag out");
        }
        return tag.equals(FLOAT) && value instanceof Long number ? (Object) number.doubleValue() : value;
    }

    private static boolean isResolvable(String tag) {
        return switch (tag) {
            case STR, BOOL, INT, FLOAT, NULL, TIMESTAMP -> true;
            default -> false;
        };
    }

    private static @Nullable Object plain(String in) {
        if (in.isEmpty()) {
            return NOTHING;
        }
        return switch (in.charAt(0)) {
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Numbers.ofDigits(in);
            case '+', '-' -> signed(in);
            case '.' -> pointed(in);
            case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~' -> in.length() > 5 ? null : word(in);
            default -> null;
        };
    }

    private static @Nullable Object signed(String in) {
        if (in.length() != 5 || in.charAt(1) != '.') {
            return Numbers.ofDigits(in);
        }
        return switch (in) {
            case "+.inf", "+.Inf", "+.INF" -> (Object) Double.POSITIVE_INFINITY;
            case "-.inf", "-.Inf", "-.INF" -> (Object) Double.NEGATIVE_INFINITY;
            default -> Numbers.ofDigits(in);
        };
    }

    private static @Nullable Object pointed(String in) {
        return switch (in) {
            case ".nan", ".NaN", ".NAN" -> (Object) Double.NaN;
            case ".inf", ".Inf", ".INF" -> (Object) Double.POSITIVE_INFINITY;
            default -> Numbers.ofFraction(in);
        };
    }

    private static @Nullable Object word(String in) {
        return switch (in) {
            case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> true;
            case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> false;
            case "~", "null", "Null", "NULL" -> NOTHING;
            default -> null;
        };
    }

    /** The bytes as UTF-8; each byte that is none becomes U+FFFD, as in the API server's JSON. */
    private static String binary(String in) throws Refused {
        String base64 = in.replace("\n", "").replace("\r", "");
        byte[] bytes;
        try {
            if (base64.length() % 4 != 0) {
                throw new IllegalArgumentException();
            }
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Refused("the value with the tag !!binary is no base64; encode it again");
        }
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var from = ByteBuffer.wrap(bytes);
        var to = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(from, to, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                to.put('\uFFFD');
                from.get();
            }
            result = decoder.decode(from, to, true);
        }
        return to.flip().toString();
    }
}
