package io.scaler4j.cli;

import io.scaler4j.kubernetes.https.ServingTls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command listens for the API server, and which certificate it shows. */
final class ServingOptions {

    private static final int MOST = 65_535;

    @Option(
            names = "--certificates",
            required = true,
            paramLabel = "FOLDER",
            description =
                    "Has tls.crt and tls.key, as a Secret of type kubernetes.io/tls is mounted. They are read again"
                            + " when they change.")
    private Path certificates = Path.of("");

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "Listens on one interface. Default: all.")
    private String address = "";

    InetSocketAddress listenOn(int port) {
        if (port < 0 || port > MOST) {
            throw new MisuseException("--port must be 0 to " + MOST + ", was " + port + "; 0 takes any that is free");
        }
        return address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
    }

    ServingTls tls() {
        return ServingTls.files(certificates.resolve("tls.crt"), certificates.resolve("tls.key"));
    }
}
