package org.kennwilliamson.roster.platform.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import io.netty.util.NetUtil;

import org.kennwilliamson.roster.fuzz.ParserHarness;

/** Entries of {@code X-Forwarded-For} and of {@code TRUSTED_PROXIES}: an address is found again by its short form. */
public final class IpNetworkHarness implements ParserHarness {

    @Override
    public List<String> seeds() {
        return List.of(
                "203.0.113.7:5678",
                "[2001:db8::7]:443",
                "\"[::1]:_x\"",
                "::ffff:10.0.0.1",
                "fe80::1%eth0",
                "10.0.0.0/8",
                "2001:db8::/32",
                "unknown");
    }

    @Override
    public void check(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        Optional<InetAddress> node = IpNetwork.node(text);
        if (node.isPresent()
                && !IpNetwork.address(NetUtil.toAddressString(node.get())).equals(node)) {
            throw new AssertionError("is another address in its short form: " + node.get());
        }
        Optional<IpNetwork> network = IpNetwork.parse(text);
        Optional<InetAddress> base = IpNetwork.address(text.strip().split("/", 2)[0]);
        if (network.isPresent() && !network.get().contains(base.orElseThrow())) {
            throw new AssertionError("doesn't contain its own address: " + base.get());
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        new IpNetworkHarness().check(input);
    }
}
