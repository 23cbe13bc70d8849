package org.kennwilliamson.roster.platform.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

/** Addresses of the Internet Protocol as they are written, never looked up by name. */
final class IpNetwork {

    private static final int BITS_PER_BYTE = 8;

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

    boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }
}
