package io.scaler4j.http.proxy;

import io.netty.util.NetUtil;
import io.scaler4j.http.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Addresses of clients and replicas. */
final class Addresses {

    private Addresses() {}

    /** The address of an endpoint that needs no look-up; null if its host is a name. */
    static @Nullable SocketAddress literal(Endpoint endpoint) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(endpoint.host());
        try {
            return bytes == null ? null : new InetSocketAddress(InetAddress.getByAddress(bytes), endpoint.port());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** One of the addresses of a name. Blocks. */
    static SocketAddress lookUp(Endpoint endpoint) throws UnknownHostException {
        InetAddress[] all = InetAddress.getAllByName(endpoint.host());
        return new InetSocketAddress(all[ThreadLocalRandom.current().nextInt(all.length)], endpoint.port());
    }

    /** Host and port, as in a header {@code Host}. */
    static String authority(Endpoint endpoint) {
        String url = endpoint.toString();
        return url.substring(url.indexOf("://") + 3);
    }

    /** Without a port; {@code unknown} if it is none of the Internet. */
    static String of(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress internet && internet.getAddress() != null
                ? NetUtil.toAddressString(internet.getAddress())
                : "unknown";
    }
}
