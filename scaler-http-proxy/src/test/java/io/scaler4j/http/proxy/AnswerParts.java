package io.scaler4j.http.proxy;

import io.scaler4j.http.proxy.FaultProxy.Moment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the parts of a replica's answer begin, in what has come of it so far. */
enum AnswerParts {
    HTTP1 {
        @Override
        int find(Moment moment, byte[] answer) {
            int end = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
            return switch (moment) {
                case BEFORE_HEAD -> 0;
                case IN_HEAD -> reached(20, answer); // behind the first line
                case IN_BODY -> end < 0 ? NOT_YET : reached(end + 4 + 4, answer);
                case AT_ONCE, ON_REQUEST -> NOT_YET;
            };
        }

        @Override
        boolean isRequest(byte[] bytes, int length) {
            return true;
        }
    },
    HTTP2 {
        @Override
        int find(Moment moment, byte[] answer) {
            int head = frame(answer, HEADERS, 1);
            int body = frame(answer, DATA, 2);
            return switch (moment) {
                case BEFORE_HEAD -> head;
                case IN_HEAD -> head < 0 ? NOT_YET : reached(head + FRAME_HEAD, answer);
                case IN_BODY -> body < 0 ? NOT_YET : reached(body + FRAME_HEAD + 1, answer);
                case AT_ONCE, ON_REQUEST -> NOT_YET;
            };
        }

        @Override
        boolean isRequest(byte[] bytes, int length) {
            int begin = bytes[0] == 'P' ? PREFACE : 0;
            return frame(Arrays.copyOfRange(bytes, begin, Math.max(begin, length)), HEADERS, 1) >= 0;
        }
    };

    static final int NOT_YET = -1;
    private static final int PREFACE = 24;
    private static final int FRAME_HEAD = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;

    /** @return how many bytes pass before the moment; less than 0 if it has not come */
    abstract int find(Moment moment, byte[] answer);

    /** Whether a request begins in what a client has sent together. */
    abstract boolean isRequest(byte[] bytes, int length);

    private static int reached(int position, byte[] answer) {
        return answer.length > position ? position : NOT_YET;
    }

    private static int frame(byte[] answer, int type, int number) {
        int left = number;
        int at = 0;
        while (at + FRAME_HEAD <= answer.length) {
            if (answer[at + 3] == type && --left == 0) {
                return at;
            }
            int length = (answer[at] & 0xff) << 16 | (answer[at + 1] & 0xff) << 8 | (answer[at + 2] & 0xff);
            at += FRAME_HEAD + length;
        }
        return NOT_YET;
    }
}
