package io.scaler4j.http.proxy.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scaler4j.config.Masking;
import io.scaler4j.connect.Tls;
import io.scaler4j.http.proxy.InterceptorLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads the options of a routes file that hold for the process as a whole. */
final class ProcessOptions {

    private static final int MOST_PORTS = 65_535;
    private static final int MOST_THREADS = 1024;
    private static final int MOST = 1_000_000_000;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.%]*:[0-9A-Za-z:.%]*|localhost");

    private ProcessOptions() {}

    /** @param folder where relative paths begin */
    static void read(Section section, Path folder, Settings settings) {
        section.integer("port", 0, MOST_PORTS).ifPresent(port -> settings.port = port);
        section.integer("adminPort", 0, MOST_PORTS).ifPresent(port -> settings.adminPort = port);
        address(section, "address").ifPresent(address -> settings.address = Optional.of(address));
        address(section, "adminAddress").ifPresent(address -> settings.adminAddress = Optional.of(address));
        section.flag("accessLog").ifPresent(log -> settings.accessLog = log);
        section.flag("coldStartHeader").ifPresent(sent -> settings.coldStartHeader = sent);
        section.integer("threads", 1, MOST_THREADS).ifPresent(count -> settings.threads = OptionalInt.of(count));
        section.section("limits").ifPresent(limits -> limits(limits, settings.limits));
        section.section("tls").ifPresent(tls -> {
            settings.tls = tls(tls, folder);
        });
    }

    private static void limits(Section section, InterceptorLimits.Builder limits) {
        time(section, "request", limits::request);
        time(section, "responseHeader", limits::responseHeader);
        time(section, "readiness", limits::readiness);
        time(section, "connect", limits::connect);
        time(section, "drain", limits::drain);
        time(section, "shutdownDelay", limits::shutdownDelay);
        time(section, "clientHead", limits::clientHead);
        time(section, "idle", limits::idle);
        count(section, "maxIdleConnections", limits::maxIdleConnections);
        count(section, "maxIdlePerHost", limits::maxIdlePerHost);
        count(section, "maxHeaderBytes", limits::maxHeaderBytes);
        count(section, "maxInitialLineBytes", limits::maxInitialLineBytes);
        count(section, "maxHeld", limits::maxHeld);
        section.done();
        section.report().make(section.position(), limits::build);
    }

    private static void time(Section section, String name, Consumer<Duration> option) {
        section.duration(name).ifPresent(option);
    }

    private static void count(Section section, String name, IntConsumer option) {
        section.integer(name, 0, MOST).ifPresent(option);
    }

    private static Optional<InetAddress> address(Section section, String name) {
        return section.text(name)
                .flatMap(text -> Optional.ofNullable(section.make(name, () -> {
                    try {
                        if (ADDRESS.matcher(text).matches()) { // a name would be looked up, and may change
                            return InetAddress.getByName(text);
                        }
                    } catch (UnknownHostException e) {
                        // said below
                    }
                    throw new IllegalArgumentException(
                            name + " must be an address of this machine, such as 127.0.0.1 or ::, was "
                                    + Masking.unexpected(text));
                })));
    }

    private static @Nullable SSLContext tls(Section section, Path folder) {
        Optional<String> certificate = section.text("certificate");
        Optional<String> key = section.text("key");
        section.done();
        if (certificate.isEmpty() || key.isEmpty()) {
            section.report()
                    .add(section.position(), "tls needs certificate and key: the paths of two files in PEM format");
            return null;
        }
        return section.report()
                .make(section.position(), () -> context(folder.resolve(certificate.get()), folder.resolve(key.get())));
    }

    /** The chain and the key of a server, from files. */
    static SSLContext context(Path certificate, Path key) {
        return Tls.builder()
                .clientCertificate(text(certificate), text(key))
                .build()
                .context();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file " + file + " cannot be read as PEM: "
                            + e.getClass().getSimpleName() + "; give its path, and let this process read it",
                    e);
        }
    }
}
