package org.kennwilliamson.roster.platform.http;

import java.net.InetAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IpNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1",
        "10.1.2.3/8, 10.255.0.1",
        "192.0.2.7, 192.0.2.7",
        "' 192.0.2.7 ', 192.0.2.7",
        "192.0.2.0/31, 192.0.2.1",
        "0.0.0.0/0, 203.0.113.9",
        "2001:db8::/32, 2001:db8:ffff::1",
        "::1, 0:0:0:0:0:0:0:1",
        "127.0.0.1, ::ffff:127.0.0.1",
        "::ffff:127.0.0.1, 127.0.0.1",
    })
    void whatIsInItIsFound(String network, String address) {
        assertThat(contains(network, address)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 11.0.0.1",
        "192.0.2.7, 192.0.2.8",
        "192.0.2.0/31, 192.0.2.2",
        "2001:db8::/32, 2001:db9::1",
        "::1, ::2",
        "0.0.0.0/0, ::1",
        "::/0, 192.0.2.7",
    })
    void whatIsNotInItIsNot(String network, String address) {
        assertThat(contains(network, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "localhost",
                "proxy.example.org",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/99999999999",
                "10.0.0.256",
                "10.0.0",
                "2001:db8::/129",
                "2001:db8:::1",
            })
    void whateverElseIsNone(String text) {
        assertThat(IpNetwork.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "unknown", "_hidden", "192.0.2.7:4711", "192.0.2", "1", "example.org"})
    void whatIsNoAddressIsNoneAndNeverLookedUp(String text) {
        assertThat(IpNetwork.address(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "203.0.113.7:5678, 203.0.113.7",
        "203.0.113.7:_hidden, 203.0.113.7",
        "2001:db8::7, 2001:db8::7",
        "[2001:db8::7], 2001:db8::7",
        "[2001:db8::7]:443, 2001:db8::7",
        "\"[2001:db8::7]:443\", 2001:db8::7",
        "\"203.0.113.7:1\", 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "[::ffff:203.0.113.7]:80, 203.0.113.7",
    })
    void anEntryOfForwardedForHasAnAddressAndMayHaveAPort(String entry, String address) {
        assertThat(IpNetwork.node(entry)).isEqualTo(IpNetwork.address(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "_hidden",
                "_hidden:80",
                "203.0.113.7:",
                "203.0.113.7:x",
                "203.0.113.7:123456",
                "203.0.113:80",
                "[203.0.113.7]:80",
                "[2001:db8::7",
                "2001:db8::7]:80",
                "[2001:db8::7]80",
                "\"203.0.113.7",
                "proxy.example.org:80",
                "for=203.0.113.7",
            })
    void anEntryWithoutAnAddressHasNone(String entry) {
        assertThat(IpNetwork.node(entry)).isEmpty();
    }

    private static boolean contains(String network, String address) {
        InetAddress parsed = IpNetwork.address(address).orElseThrow();
        return IpNetwork.parse(network).orElseThrow().contains(parsed);
    }
}
