package org.kennwilliamson.roster.platform.database;

import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.config.Variables;

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
        assertThat(url.jdbcUrl(5))
                .isEqualTo("jdbc:postgresql://db.example.org:6432/kw?sslmode=verify-full&sslrootcert=%2Fca.pem"
                        + "&connectTimeout=5&loginTimeout=10");
    }

    @Test
    void whatIsLeftOutIsAsLibpqHasIt() {
        DatabaseUrl url = parse("postgres://ada@localhost/kw");

        assertThat(url.hosts()).containsExactly(new HostAndPort("localhost", 5432));
        assertThat(url.password()).isEmpty();
        assertThat(url.sslMode()).isEqualTo("prefer");
    }

    @Test
    void partsArePercentEncodedAndAPlusIsAPlus() {
        DatabaseUrl url = parse("postgresql://a%40b:p%40s%2Fs%3A%25+%20%C3%A9@localhost/k%20w");

        assertThat(url.user()).isEqualTo("a@b");
        assertThat(url.password()).isEqualTo("p@s/s:%+ é");
        assertThat(url.database()).isEqualTo("k w");
        assertThat(url.jdbcUrl(5)).contains("/k%20w?");
    }

    @ParameterizedTest
    @CsvSource({"[::1], ::1, 5432", "[::1]:6432, ::1, 6432", "[2001:db8::7]:1, 2001:db8::7, 1"})
    void anIpv6AddressStandsInBrackets(String authority, String host, int port) {
        DatabaseUrl url = parse("postgresql://ada:secret@" + authority + "/kw");

        assertThat(url.hosts()).containsExactly(new HostAndPort(host, port));
        assertThat(url.jdbcUrl(5)).contains("//[" + host + "]:" + port + "/");
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

    /** Whatever follows from it, and whichever check comes first. */
    @ParameterizedTest
    @CsvSource({
        "#, postgresql://ada:sec#ret@localhost:5432/kw",
        "#, postgresql://ada:#secret@localhost:5432/kw",
        "#, postgresql://ada:s@c#/?@localhost:5432/kw",
        "?, postgresql://ada:sec?ret@localhost:5432/kw",
        "?, postgresql://ada:s@c?ret@localhost:5432/kw?sslmode=require",
        "?, postgresql://ada:sec?r/t@localhost:5432/kw",
        "/, postgresql://ada:sec/ret@localhost:5432/kw",
        "/, postgresql://ada:s@c/ret@localhost:5432/kw",
        "/, postgresql://ada:/secret@localhost:5432/kw?sslmode=require",
        "/, postgresql://ada:5432/secret@localhost/kw",
        "%, postgresql://ada:sec%ret@localhost:5432/kw",
        "%, postgresql://ada:secret%@localhost:5432/kw",
        "%, postgresql://ada:sec%4/ret@localhost:5432/kw",
    })
    void aCharacterThatIsNotEncodedIsWhatTheMessageIsAbout(char character, String value) {
        assertThatThrownBy(() -> parse(value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("DATABASE_URL has a '" + character + "' that isn't percent-encoded")
                .hasMessageContaining("write %" + Integer.toHexString(character).toUpperCase(Locale.ROOT) + " for it")
                .hasMessageNotContainingAny("sec", "ret@", "ada", "localhost:");
    }

    @Test
    void allOtherCharactersMayStandAsTheyAreAsForLibpq() {
        assertThat(parse("postgresql://ada:s@c:r^t[]{}|\\\"'`<>$&;,é=!*~@localhost/kw")
                        .password())
                .isEqualTo("s@c:r^t[]{}|\\\"'`<>$&;,é=!*~");
        assertThat(parse("postgresql://ada@localhost/my@db").database()).isEqualTo("my@db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ada@%2Fvar%2Frun%2Fpostgresql:5432/kw",
                "postgresql://ada:secret@%2Fvar%2Frun%2Fpostgresql/kw",
                "postgresql://%2Fvar%2Frun%2Fpostgresql/kw",
                "postgresql://ada@localhost,%2Ftmp/kw",
                "postgresql:///kw?host=/var/run/postgresql",
                "postgresql://ada:secret@/kw?host=%2Fvar%2Frun%2Fpostgresql&port=5432",
                "postgresql://ada@localhost/kw?sslmode=disable&host=/tmp",
            })
    void aUnixSocketIsRefusedAndTheMessageSaysWhatToNameInstead(String value) {
        assertThatThrownBy(() -> parse(value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("DATABASE_URL names a Unix socket, and Roster connects over TCP alone")
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContainingAny("secret", "/var", "/tmp");
    }

    @Test
    void severalHostsAreTriedAsLibpqTriesThem() {
        DatabaseUrl url = parse("postgresql://ada:secret@one:5433,two,[::1]:5434/kw?target_session_attrs=read-write");

        assertThat(url.address()).isEqualTo("one:5433,two:5432,[::1]:5434");
        assertThat(url.target()).isEqualTo(TargetSession.READ_WRITE);
        assertThat(url.jdbcUrl(5))
                .startsWith("jdbc:postgresql://one:5433,two:5432,[::1]:5434/kw?")
                .contains("targetServerType=primary", "hostRecheckSeconds=0", "connectTimeout=5")
                .as("each host may take its time")
                .endsWith("loginTimeout=30");
        assertThat(parse("postgresql://ada@one,two/kw").target()).isEqualTo(TargetSession.ANY);
        assertThatThrownBy(() -> parse("postgresql://ada@one,two/kw?target_session_attrs=master"))
                .hasMessageContaining("known: any, read-write, primary, read-only, standby, prefer-standby");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read-only", "standby", "prefer-standby"})
    void onlyABackupMayBeOfAServerThatTakesNoWrites(String target) {
        String url = "postgresql://ada@one,two/kw?target_session_attrs=" + target;

        assertThatThrownBy(() -> DatabaseAccount.SERVICE.find(variables("DATABASE_URL", url)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("DATABASE_URL has target_session_attrs=" + target
                        + ", which leads to a server that takes no writes: set it to read-write");
        assertThatThrownBy(() -> DatabaseAccount.BACKUP.find(variables("MIGRATION_DATABASE_URL", url)))
                .hasMessageStartingWith("MIGRATION_DATABASE_URL has");
        assertThat(DatabaseAccount.BACKUP.find(variables("BACKUP_DATABASE_URL", url)))
                .isPresent();
    }

    private static Variables variables(String name, String value) {
        return new Variables(Map.of(name, value)::get);
    }

    @Test
    void itsTextShowsNoPassword() {
        assertThat(parse("postgresql://ada:secret@localhost/kw")).hasToString("postgresql://ada@localhost:5432/kw");
    }

    private static DatabaseUrl parse(String value) {
        return DatabaseUrl.parse("DATABASE_URL", value);
    }
}
