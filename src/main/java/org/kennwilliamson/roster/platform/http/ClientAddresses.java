package org.kennwilliamson.roster.platform.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.netty.util.NetUtil;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;

/**
 * Where requests come from: the connection's other end or, if that is a trusted proxy, what the proxy says. Of
 * {@code X-Forwarded-For} only the end counts, as far as trusted proxies wrote it; what stands before that is the client's
 * own invention. If what a trusted proxy says is no address, the client's isn't known: the proxy's in its place would make
 * all of its clients one.
 */
@Singleton
public class ClientAddresses {

    private static final String NO_ADDRESS =
            "The proxy %s sends an X-Forwarded-For in which the client's entry is no address: such sign-ins are counted by"
                    + " account alone, and audit events have no address.";

    private static final String STRANGER =
            "Requests of %s have an X-Forwarded-For, which doesn't count since TRUSTED_PROXIES doesn't name it: if it"
                    + " is a proxy, all of its clients share one address, and failed sign-ins of one lock out all.";

    private final List<IpNetwork> proxies;
    private final AtomicBoolean toldOfEntry = new AtomicBoolean();
    private final AtomicBoolean toldOfStranger = new AtomicBoolean();

    @Inject
    ClientAddresses(Variables variables) {
        proxies = variables.list(Setting.TRUSTED_PROXIES).stream()
                .map(text -> IpNetwork.parse(text)
                        .orElseThrow(() -> new InvalidSettingException("TRUSTED_PROXIES must be addresses or networks "
                                + "like 10.0.0.0/8, separated by commas, but has '" + text + "'")))
                .toList();
    }

    /**
     * Reads {@code TRUSTED_PROXIES} as the service does.
     *
     * @throws InvalidSettingException if it is invalid
     */
    public static void requireValid(Variables variables) {
        new ClientAddresses(variables);
    }

    /**
     * The client's address in its short form (RFC 5952); null if the connection is gone already, or a trusted proxy says
     * nothing that is an address.
     */
    public String address(HttpServerRequest request) {
        InetAddress client = peer(request).orElse(null);
        List<String> hops = request.headers().getAll("X-Forwarded-For").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(hop -> !hop.isEmpty())
                .toList();
        if (!hops.isEmpty() && client != null && !isProxy(client)) {
            warnOnce(toldOfStranger, STRANGER, client);
        }
        for (int i = hops.size() - 1; i >= 0 && isProxy(client); i--) {
            InetAddress proxy = client;
            client = IpNetwork.node(hops.get(i)).orElse(null);
            if (client == null) {
                warnOnce(toldOfEntry, NO_ADDRESS, proxy);
            }
        }
        return client == null ? null : NetUtil.toAddressString(client);
    }

    /** Whether the client speaks TLS, to Roster or to a trusted proxy. */
    boolean isSecure(HttpServerRequest request) {
        return request.connection().isSsl()
                || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))
                        && isProxy(peer(request).orElse(null));
    }

    private boolean isProxy(InetAddress address) {
        return address != null && proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    /** Without what the header says: whoever a proxy lets write there could fill the log. */
    private static void warnOnce(AtomicBoolean told, String line, InetAddress peer) {
        if (!told.getAndSet(true)) {
            Log.warnf(line + " This is said once.", NetUtil.toAddressString(peer));
        }
    }

    private static Optional<InetAddress> peer(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        return remote == null ? Optional.empty() : IpNetwork.address(remote.hostAddress());
    }
}
