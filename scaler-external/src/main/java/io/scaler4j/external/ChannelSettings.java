package io.scaler4j.external;

import io.scaler4j.config.Masking;
import io.scaler4j.config.Problems;
import io.scaler4j.connect.Renewable;
import io.scaler4j.connect.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to reach a server. Its text names the server and nothing else.
 *
 * @param address {@code host:port}
 * @param security how the connection is encrypted, now and after it was refused
 * @param timeout of each call
 * @param keepAlive how long a connection with an open call is silent before it is tested
 */
record ChannelSettings(String address, Renewable<ChannelSecurity> security, Duration timeout, Duration keepAlive) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);
    static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(30);

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[\\w.%-]+|\\[[\\w.%:]+]):(\\d{1,5})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    static ChannelSettings of(String address, Renewable<ChannelSecurity> security) {
        return new ChannelSettings(address, security, DEFAULT_TIMEOUT, DEFAULT_KEEP_ALIVE);
    }

    /** Finds what is wrong without asking anyone. */
    void check(Problems problems) {
        Matcher form = ADDRESS.matcher(address);
        problems.check(
                form.matches() && Integer.parseInt(form.group(1)) <= 65_535 && isName(address),
                "scalerAddress must be of the form host:port, with letters, digits, dots and dashes in the host, was "
                        + Masking.quote(address));
        checkBetween(problems, "timeout", timeout, SHORTEST_TIMEOUT, "1 ms");
        checkBetween(problems, "keepAlive", keepAlive, SHORTEST_KEEP_ALIVE, "10 s");
        security.first().check(problems);
    }

    /** What gRPC can look up: a name without underscore, or an IP address. */
    private static boolean isName(String address) {
        try {
            return new URI("//" + address).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** What gRPC takes: the brackets of an IPv6 address are escaped. */
    String target() {
        try {
            return "dns://" + new URI(null, null, "/" + address, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the address is not of the form host:port", e); // it was checked before
        }
    }

    private static void checkBetween(Problems problems, String option, Duration given, Duration least, String text) {
        problems.check(
                given.compareTo(least) >= 0 && given.compareTo(LONGEST) <= 0,
                option + " must be " + text + " to 10 min, was " + given);
    }

    /** A copy that asks for its secrets itself, after the first ones. */
    ChannelSettings detached() {
        return new ChannelSettings(address, security.detach(), timeout, keepAlive);
    }

    /** Equal for settings that may share a connection; secrets only as a digest. */
    Object key() {
        return List.of(address, Secrets.fingerprint(security.first().parts()));
    }

    @Override
    public String toString() {
        return "external scaler at " + Masking.address(address);
    }
}
