package io.scaler4j.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests of HTTP/1 that two servers could read in two ways: they are refused, or the replica gets the one form that
 * was meant. Line ends are those of HTTP, unless they are shown as {@code <LF>} and {@code <CR>}.
 */
class AmbiguousHeadsTest extends ProxyTestBase {

    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\nHost: a\n\n";

    private final List<String> asked = new CopyOnWriteArrayList<>();

    private void startAsking() throws Exception {
        backend(Backend.running(peer -> {
            while (true) {
                asked.add(peer.line());
            }
        }));
        start(route());
    }

    private Peer send(String shown) throws Exception {
        return client().raw(shown.replace("\n", "\r\n")
                .replace("<LF>", "\n")
                .replace("<CR>", "\r")
                .replace("<NUL>", "\u0000"));
    }

    private void assertRefused(Peer client) throws Exception {
        String head = client.head();
        assertThat(head)
                .startsWith("HTTP/1.1 400 ")
                .contains("X-Scaler4j-Reason: bad-request\n")
                .containsIgnoringCase("connection: close\n");
        client.body(head);
        assertThat(client.isAtEnd()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.BAD_REQUEST);
        interceptor().close();
        assertThat(exchanges).isEmpty();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1",
                " GET / HTTP/1.1",
                "GET / HTTP/1.1 x",
                "GET /a b HTTP/1.1",
                "GET /<NUL> HTTP/1.1",
                "GET /\u0001 HTTP/1.1",
                "GET /\u007f HTTP/1.1",
                "GET /a<CR>b HTTP/1.1",
                "GET /<LF>x: HTTP/1.1",
                "GET / HTTP/1.10",
                "GET / HTTP/01.1",
                "GET / HTTP/1,1",
                "GET / HTTP/2.0",
                "GET / http/1.1",
                "GET / XTTP/1.1",
                "GET /",
                "GET",
                "GE(T) / HTTP/1.1",
                "GET: / HTTP/1.1",
                "G\u00e9T / HTTP/1.1",
                "GET http:///x HTTP/1.1",
                "GET http://user@a/ HTTP/1.1",
                "GET http://a:b/ HTTP/1.1",
                "GET http://b/ HTTP/1.1\nHost: c",
                "GET http://a/#b HTTP/1.1",
                "GET //a@b:c HTTP/1.1<CR>",
                "OPTIONS ** HTTP/1.1",
            })
    void aFirstLineThatIsNotExactlyOneRequestIsRefused(String line) throws Exception {
        startAsking();
        assertRefused(send(line + "\nHost: a\n\n" + SMUGGLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X : 1",
                "X\t: 1",
                "X y: 1",
                ": 1",
                "X[]: 1",
                "X\u00e9: 1",
                "X<NUL>: 1",
                "X: a<NUL>b",
                "X: a<CR>b",
                "X: a<CR>",
                "X: 1<LF>Y: 2",
                "X: 1<CR>Y: 2",
                "X: 1\n\tY: 2",
                "X: 1\n \nY: 2",
                "X: \u000b1",
                "X",
                "Host: b",
                "host: a",
                "Host : b",
            })
    void aHeaderThatAnotherServerWouldReadDifferentlyIsRefused(String header) throws Exception {
        startAsking();
        assertRefused(send("GET / HTTP/1.1\nHost: a\n" + header + "\n\n" + SMUGGLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\nContent-Length: 5",
                "Content-Length: 5, 5",
                "Content-Length: 5,",
                "Content-Length: 5 5",
                "Content-Length: 5 0",
                "Content-Length: 5x",
                "Content-Length: 5.0",
                "Content-Length: ",
                "Content-Length: 99999999999999999999",
                "Content-Length: 18446744073709551621",
                "Content-Length:\u000b5",
                "Content-Length: 5;",
                "Content-Length: \"5\"",
                "Content-Length\t: 5",
                "Content-Length:\n 5",
                "Content-Length: \u00b5",
                "Content-Length: 5\ncontent-length: 0",
                "Content-Length: 0\nTransfer-Encoding: chunked",
                "Content-Length: 5\nTransfer-Encoding: identity",
                "Content-Length: 5\nTransfer-Encoding: ",
            })
    void aLengthThatIsNotExactlyOneNumberIsRefused(String headers) throws Exception {
        startAsking();
        assertRefused(send("POST / HTTP/1.1\nHost: a\n" + headers + "\n\nhello" + SMUGGLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunkedx",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked,",
                "Transfer-Encoding: ,chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding: deflate\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\nTransfer-Encoding: identity",
                "Transfer-Encoding: chunked\ntransfer-encoding: chunked",
                "Transfer-Encoding:\u000bchunked",
                "Transfer-Encoding: chunked\u000b",
                "Transfer-Encoding: ch\u00fcnked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                "Transfer-Encoding\n : chunked",
                "Transfer-Encoding:\n chunked",
                "Transfer-Encoding: chunked<CR>X: 1",
                "X: 1<CR>Transfer-Encoding: chunked",
                "X: 1<LF>Transfer-Encoding: chunked",
                " Transfer-Encoding: chunked",
            })
    void aCodingThatIsNotExactlyChunkedIsRefused(String header) throws Exception {
        startAsking();
        assertRefused(send("POST / HTTP/1.1\nHost: a\n" + header + "\n\n0\n\n" + SMUGGLED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x5\nhello\n0\n\n",
                "+5\nhello\n0\n\n",
                "5 5\nhello\n0\n\n",
                "5,\nhello\n0\n\n",
                "\nhello\n0\n\n",
                ";\nhello\n0\n\n",
                "5;a=<LF>hello\n0\n\n",
                "5<LF>hello\n0\n\n",
                "5<CR>hello\n0\n\n",
                "5\nhello0\n\n",
                "5\nhello<LF>0\n\n",
                "5\nhelloXX0\n\n",
                "80000005\nhello\n0\n\n",
                "100000000\nhello\n0\n\n",
                "10000000000000005\nhello\n0\n\n",
                "0\nno trailer\n\n",
                "0\nX : 1\n\n",
                "0\nX: a<NUL>b\n\n",
            })
    void aChunkThatIsNotExactlyOneEndsTheRequestAndTheReplicaSeesNoEnd(String body) throws Exception {
        startAsking();
        Peer client = send("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n" + body + SMUGGLED);
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 400 ").containsIgnoringCase("connection: close\n");
        client.body(head);
        assertThat(client.isAtEnd()).isTrue();
        assertThat(exchange().outcome()).isEqualTo(Outcome.BAD_REQUEST);
        interceptor().close();
        assertThat(exchanges).isEmpty();
        assertThat(asked).doesNotContain("0").noneMatch(line -> line.contains("smuggled"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<>GET /1 HTTP/1.1<>Host: a<><>| GET /1 HTTP/1.1 |",
                "GET http://b:81/1?x HTTP/1.1<>Host: a<><>| GET /1?x HTTP/1.1;host: b:81 |",
                "GET HTTP://b HTTP/1.1<>Host: a<><>| GET / HTTP/1.1;host: b |",
                "GET /1 HTTP/1.1<>Host:a<>X: \t 1 \t<><>| X: 1;Host: a |",
                "POST /1 HTTP/1.1<>Host: a<>Transfer-Encoding: ChUnKeD<><>2<>hi<>0<><>| transfer-encoding: chunked | hi",
                "POST /1 HTTP/1.1<>Host: a<>Content-Length: \t2 <><>hi| Content-Length: 2 | hi",
                "POST /1 HTTP/1.1<>Host: a<>Content-Length: 0002<><>hi| POST /1 HTTP/1.1 | hi",
                "POST /1 HTTP/1.1<>Host: a<>Transfer-Encoding: chunked<><>02;a=\"b\"<>hi<>00<><>| POST /1 HTTP/1.1 | hi",
                "POST /1 HTTP/1.1<>Host: a<>Transfer-Encoding: chunked<>Connection: Transfer-Encoding<><>"
                        + "2<>hi<>0<><>| transfer-encoding: chunked | hi",
                "POST /1 HTTP/1.1<>Host: a<>Content-Length: 2<>Connection: content-length, host<><>hi| Host: a | hi",
                "POST /1 HTTP/1.1<>Host: a<>Transfer-Encoding: chunked<><>2<>hi<>0<>Content-Length: 9<>Host: b<><>"
                        + "| Host: a | hi",
            })
    void whatIsAllowedReachesTheReplicaInOneForm(String request, String lines, String body) throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        backend(Backend.answering((head, asked, peer) -> {
            seen.add(head);
            peer.ok(asked);
        }));
        start(route());
        Peer client = send(request.replace("<>", "\n"));
        assertThat(client.body(client.head())).isEqualTo(body == null ? "" : body);
        client.send("GET /2 HTTP/1.1\nHost: a\n\n");
        client.head();
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).containsIgnoringCase("\nhost: ").contains(lines.split(";"));
        assertThat(seen.get(0).toLowerCase(java.util.Locale.ROOT).split("\nhost:", -1))
                .hasSize(2);
        assertThat(seen.get(1)).startsWith("GET /2 HTTP/1.1\n");
    }
}
