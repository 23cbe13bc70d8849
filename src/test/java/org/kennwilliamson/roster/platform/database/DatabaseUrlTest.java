package org.kennwilliamson.roster.platform.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseUrlTest {

    @Test
    void itReadsEveryPart() {
        DatabaseUrl url =
                parse("postgresql://ada:secret@db.example.org:6432/kw?sslmode=verify-full&sslrootcert=/ca.pem");

        assertThat(url.user()).isEqualTo("ada");
        assertThat(url.password()).isEqualTo("secret");
        assertThat(url.address()).isEqualTo("db.example.org:6432");
        assertThat(url.database()).isEqualTo("kw");
        assertThat(url.sslMode()).isEqualTo("verify-full");
        assertThat(url.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example.org:6432/kw?sslmode=verify-full&sslrootcert=%2Fca.pem");
    }

    @Test
    void whatIsLeftOutIsAsLibpqHasIt() {
        DatabaseUrl url = parse("postgres://ada@localhost/kw");

        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.password()).isEmpty();
        assertThat(url.sslMode()).isEqualTo("prefer");
    }

    @Test
    void partsArePercentEncodedAndAPlusIsAPlus() {
        DatabaseUrl url = parse("postgresql://a%40b:p%40s%2Fs%3A%25+%20%C3%A9@localhost/k%20w");

        assertThat(url.user()).isEqualTo("a@b");
        assertThat(url.password()).isEqualTo("p@s/s:%+ é");
        assertThat(url.database()).isEqualTo("k w");
        assertThat(url.jdbcUrl()).contains("/k%20w?");
    }

    @ParameterizedTest
    @CsvSource({"[::1], ::1, 5432", "[::1]:6432, ::1, 6432", "[2001:db8::7]:1, 2001:db8::7, 1"})
    void anIpv6AddressStandsInBrackets(String authority, String host, int port) {
        DatabaseUrl url = parse("postgresql://ada:secret@" + authority + "/kw");

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.jdbcUrl()).contains("//[" + host + "]:" + port + "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "mysql://ada:secret@localhost/kw",
                "postgresql:///kw",
                "postgresql://localhost/kw",
                "postgresql://:secret@localhost/kw",
                "postgresql://ada:secret@/kw",
                "postgresql://ada:secret@:5432/kw",
                "postgresql://ada:secret@localhost",
                "postgresql://ada:secret@localhost/",
                "postgresql://ada:secret@localhost/kw/more",
                "postgresql://ada:secret@localhost:port/kw",
                "postgresql://ada:secret@localhost:0/kw",
                "postgresql://ada:secret@localhost:65536/kw",
                "postgresql://ada:sec ret@localhost/kw",
                "postgresql://ada:secret%4@localhost/kw",
                "postgresql://ada:secret%zz@localhost/kw",
                "postgresql://ada:secret@localhost/kw?sslmode=secret",
                "postgresql://ada:secret@localhost/kw?sslmode",
                "postgresql://ada:secret@localhost/kw?sslmode=verify-ca",
                "postgresql://ada:secret@localhost/kw?password=secret",
                "postgresql://ada:secret@localhost/kw#secret",
            })
    void whatItCanNotReadIsOneLineWithTheVariableAndNothingOfTheValue(String value) {
        assertThatThrownBy(() -> parse(value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("DATABASE_URL ")
                .hasMessageNotContainingAny("secret", "sec ret", "\n", "ada");
    }

    @Test
    void itsTextShowsNoPassword() {
        assertThat(parse("postgresql://ada:secret@localhost/kw")).hasToString("postgresql://ada@localhost:5432/kw");
    }

    private static DatabaseUrl parse(String value) {
        return DatabaseUrl.parse("DATABASE_URL", value);
    }
}
