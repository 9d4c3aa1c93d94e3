package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a strict server reads in the bytes that a replica gets. It shares no code with the interceptor. */
final class ReplicaView {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private final String bytes;
    private int at;
    private int requests;

    private ReplicaView(byte[] sent) {
        bytes = new String(sent, StandardCharsets.ISO_8859_1);
    }

    /** Returns how many requests the bytes have, of which the last may be incomplete in its body alone. */
    static int requestsIn(byte[] sent) {
        var view = new ReplicaView(sent);
        while (view.at < view.bytes.length()) {
            view.request();
        }
        return view.requests;
    }

    private void request() {
        requests++;
        int end = bytes.indexOf("\r\n\r\n", at);
        assertThat(end).as("the end of a head in %s", shown()).isPositive();
        String[] lines = bytes.substring(at, end).split("\r\n", -1);
        at = end + 4;
        assertThat(lines[0]).as(shown()).matches(TOKEN + " [!-~\u0080-\u00ff]+ HTTP/1\\.1");
        List<String> lengths = new ArrayList<>();
        List<String> codings = new ArrayList<>();
        int hosts = 0;
        for (int i = 1; i < lines.length; i++) {
            assertThat(lines[i]).as(shown()).matches(TOKEN + ":[\t -~\u0080-\u00ff]*");
            int colon = lines[i].indexOf(':');
            String value = lines[i].substring(colon + 1).strip();
            switch (lines[i].substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "host" -> hosts++;
                case "content-length" -> lengths.add(value);
                case "transfer-encoding" -> codings.add(value);
                default -> {}
            }
        }
        assertThat(hosts).as(shown()).isEqualTo(1);
        assertThat(lengths.size() + codings.size()).as(shown()).isLessThanOrEqualTo(1);
        if (!codings.isEmpty()) {
            assertThat(codings).as(shown()).containsExactly("chunked");
            chunks();
        } else if (!lengths.isEmpty()) {
            assertThat(lengths.get(0)).as(shown()).matches("[0-9]{1,19}");
            at = (int) Math.min(bytes.length(), at + Long.parseLong(lengths.get(0)));
        }
    }

    private void chunks() {
        long size = -1;
        while (size != 0 && at < bytes.length()) {
            int end = bytes.indexOf("\r\n", at);
            String line = bytes.substring(at, end);
            assertThat(line).as(shown()).matches("[0-9a-f]{1,8}");
            size = Long.parseLong(line, 16);
            at = end + 2;
            if (size > 0) {
                assertThat(bytes.substring((int) (at + size), (int) (at + size) + 2))
                        .as(shown())
                        .isEqualTo("\r\n");
                at += (int) size + 2;
            }
        }
        if (size == 0) {
            trailers();
        }
    }

    private void trailers() {
        for (String line = line(); !line.isEmpty(); line = line()) {
            assertThat(line).as(shown()).matches(TOKEN + ":[\t -~\u0080-\u00ff]*");
            assertThat(line.toLowerCase(Locale.ROOT))
                    .as(shown())
                    .doesNotStartWith("content-length:")
                    .doesNotStartWith("transfer-encoding:");
        }
    }

    private String line() {
        int end = bytes.indexOf("\r\n", at);
        assertThat(end).as("the end of a line of %s", shown()).isNotNegative();
        String line = bytes.substring(at, end);
        at = end + 2;
        return line;
    }

    private String shown() {
        return bytes.replace("\r", "<CR>").replace("\n", "<LF>\n");
    }
}
