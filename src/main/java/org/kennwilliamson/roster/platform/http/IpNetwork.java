package org.kennwilliamson.roster.platform.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

/** Addresses of the Internet Protocol as they are written, never looked up by name. */
final class IpNetwork {

    private static final int BITS_PER_BYTE = 8;

    /**
     * Who a proxy speaks for, as RFC 7239, section 6, has it: IPv4, or IPv6 in brackets, each with a port or none, and in
     * quotes or not. Proxies also write IPv6 without brackets, which then has no port.
     */
    private static final Pattern NODE = Pattern.compile(
            "(?<quote>\"?)(?:\\[(?<v6>[^\\[\\]]*:[^\\[\\]]*)]|(?<v4>[0-9.]+))(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?\\k<quote>");

    private final IpSubnetFilterRule rule;

    private IpNetwork(InetAddress address, int prefix) {
        rule = new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }

    /** A single address, or a network as {@code 10.0.0.0/8}; empty for anything else. */
    static Optional<IpNetwork> parse(String text) {
        String[] parts = text.strip().split("/", 2);
        return address(parts[0]).flatMap(address -> {
            int bits = address.getAddress().length * BITS_PER_BYTE;
            if (parts.length == 1) {
                return Optional.of(new IpNetwork(address, bits));
            }
            boolean valid = parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= bits;
            return valid ? Optional.of(new IpNetwork(address, Integer.parseInt(parts[1]))) : Optional.empty();
        });
    }

    /** An address; one of IPv4 that is written as IPv6 becomes one of IPv4. */
    static Optional<InetAddress> address(String text) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text.strip());
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The address in an entry of {@code X-Forwarded-For}, whatever port it names; empty if it has none. */
    static Optional<InetAddress> node(String entry) {
        Matcher node = NODE.matcher(entry);
        if (!node.matches()) {
            return address(entry);
        }
        return address(node.group("v6") == null ? node.group("v4") : node.group("v6"));
    }

    boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }
}
