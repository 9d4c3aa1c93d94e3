package io.scaler4j.scaledobject.formula;

/**
 * The text that is compiled in place of the user's. KEDA turns the result into a float by putting the text into another
 * text, so that {@code a) + (b} and a comment at the end mean what they mean there.
 *
 * @param text what the user wrote
 * @param compiled what is compiled
 * @param shift where the user's text starts in it
 * @param keepsNil whether a nil result stays nil
 */
record Cast(String text, String compiled, int shift, boolean keepsNil) {

    private static final String CALL = "float(";
    private static final String RESULT = "_kedaCompositeResult";
    private static final String KEEPING_NIL = "let " + RESULT + " = ";
    private static final String CHECK = "); " + RESULT + " == nil ? nil : float(" + RESULT + ")";

    static Cast of(String text) {
        if (text.contains("??")) {
            return text.startsWith(KEEPING_NIL)
                    ? new Cast(text, text, 0, false)
                    : new Cast(text, KEEPING_NIL + "(" + text + CHECK, KEEPING_NIL.length() + 1, true);
        }
        return text.startsWith(CALL)
                ? new Cast(text, text, 0, false)
                : new Cast(text, CALL + text + ")", CALL.length(), false);
    }

    /** Whether anything was put around the text. */
    boolean isApplied() {
        return shift > 0;
    }

    /** What is wrong at a place of the compiled text, told for the user's. */
    FormulaProblem problem(int at, String sentence) {
        int end = Math.max(0, Math.min(at - shift, text.length()));
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new FormulaProblem(line, end - start + 1, sentence);
    }
}
