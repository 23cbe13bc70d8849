package org.kennwilliamson.roster.platform.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostAndPortTest {

    @ParameterizedTest
    @CsvSource({
        "h,          h,      7",
        "h:1,        h,      1",
        "h:65535,    h,      65535",
        "h:00080,    h,      80",
        "[::1],      ::1,    7",
        "[::1]:9,    ::1,    9",
        "d%C3%B6b:1, döb,    1",
    })
    void aHostMayHaveAPort(String text, String host, int port) {
        assertThat(HostAndPort.parse(text, 7)).isEqualTo(new HostAndPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h:", "h:x", "h:0", "h:65536", "h:123456", "h:-1", "h:1:2", "[::1]9", "[::1]x:1", "h: 1"})
    void aPortIsANumberFrom1To65535(String text) {
        assertThatThrownBy(() -> HostAndPort.parse(text, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has a port that is no number from 1 to 65535");
    }

    @Test
    void severalHostsHaveCommasBetweenThem() {
        assertThat(HostAndPort.list("a:1,b,[::1]:2", 7))
                .containsExactly(new HostAndPort("a", 1), new HostAndPort("b", 7), new HostAndPort("::1", 2));
        assertThatThrownBy(() -> HostAndPort.list("a,,b", 7)).hasMessage("has no host");
        assertThatThrownBy(() -> HostAndPort.list("a,", 7)).hasMessage("has no host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "a%2Fb", "h!", "a%00", "[::1"})
    void aHostIsANameOrAnAddress(String text) {
        assertThatThrownBy(() -> HostAndPort.parse(text, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has a host that is neither a name nor an address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2Fvar%2Frun%2Fpostgresql", "%2Ftmp:5432", "%40abstract"})
    void aUnixSocketIsNone(String text) {
        assertThatThrownBy(() -> HostAndPort.parse(text, 7)).hasMessageStartingWith("names a Unix socket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":1", "[]", "[]:1", "::1"})
    void aHostIsNeeded(String text) {
        assertThatThrownBy(() -> HostAndPort.parse(text, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has no host");
    }
}
