package org.kennwilliamson.roster.database;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseUrlTest {

    @Test
    void aUrlHasAllItsParts() {
        DatabaseUrl url = parse("postgresql://ada:secret@db.example.org:6543/people?sslmode=require");

        assertThat(url)
                .isEqualTo(new DatabaseUrl(
                        "ada", "secret", "db.example.org", 6543, "people", "require", Optional.empty()));
    }

    @Test
    void whatIsNotSaidHasADefault() {
        DatabaseUrl url = parse("postgres://ada@localhost/people");

        assertThat(url.password()).isEmpty();
        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.sslMode()).isEqualTo("prefer");
        assertThat(url.rootCertificate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "p%40ss%3Aw%2Ford%25, p@ss:w/ord%",
        "a+b,                 a+b",
        "%C3%A4%F0%9D%84%9E,  ä𝄞",
        "%3F%23%5B%20,        '?#[ '",
        "a:b:c,               a:b:c",
    })
    void everyPartIsPercentEncoded(String encoded, String plain) {
        assertThat(parse("postgresql://ada:" + encoded + "@h/people").password())
                .isEqualTo(plain);
        assertThat(parse("postgresql://" + encoded.replace(":", "%3A") + ":p@h/people")
                        .user())
                .isEqualTo(plain);
        assertThat(parse("postgresql://ada:p@h/" + encoded.replace("%2F", "")).database())
                .isEqualTo(plain.replace("/", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "[::1]:6543,          ::1,         6543, [::1]:6543",
        "[::1],               ::1,         5432, [::1]:5432",
        "[2001:db8::a]:5432,  2001:db8::a, 5432, [2001:db8::a]:5432",
        "10.0.0.7,            10.0.0.7,    5432, 10.0.0.7:5432",
        "db_1:1,              db_1,        1,    db_1:1",
    })
    void aHostIsANameOrAnAddress(String text, String host, int port, String address) {
        DatabaseUrl url = parse("postgresql://ada:p@" + text + "/people");

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.address()).isEqualTo(address);
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://" + address + "/people?sslmode=prefer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "allow", "prefer", "require"})
    void everySslModeOfLibpqIsKnown(String mode) {
        assertThat(parse("postgresql://ada:p@h/people?sslmode=" + mode).sslMode())
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void whoVerifiesSaysWhomToTrust(String mode) {
        DatabaseUrl url = parse("postgresql://ada:p@h/people?sslmode=" + mode + "&sslrootcert=/etc/my%20ca.pem");

        assertThat(url.rootCertificate()).contains("/etc/my ca.pem");
        assertThat(url.jdbcUrl()).endsWith("?sslmode=" + mode + "&sslrootcert=%2Fetc%2Fmy%20ca.pem");
        assertRefused("postgresql://ada:p@h/people?sslmode=" + mode, "sslrootcert");
    }

    @Test
    void theJdbcDriverGetsTheSameDatabaseButNoPassword() {
        assertThat(parse("postgresql://ada:secret@h:1/my%20people%3F").jdbcUrl())
                .isEqualTo("jdbc:postgresql://h:1/my%20people%3F?sslmode=prefer");
    }

    @Test
    void whoeverPrintsItShowsNoPassword() {
        assertThat(parse("postgresql://ada:secret@h:1/people")).hasToString("postgresql://ada@h:1/people");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://ada:hush-puppy@h/people,             postgresql://",
        "mysql://ada:hush-puppy@h/people,                       postgresql://",
        "ada:hush-puppy@h/people,                               postgresql://",
        "//ada:hush-puppy@h/people,                             postgresql://",
        "hush-puppy,                                            postgresql://",
        "postgresql:hush-puppy,                                 host",
        "postgresql:///hush-puppy,                              host",
        "postgresql://ada:hush-puppy@/people,                   host",
        "postgresql://ada:hush-puppy@:5432/people,              host",
        "postgresql://h/hush-puppy,                             user",
        "postgresql://:hush-puppy@h/people,                     user",
        "postgresql://ada:hush/puppy@h/people,                  user",
        "postgresql://ada:hush?puppy@h/people,                  user",
        "postgresql://ada:hush#puppy@h/people,                  user",
        "postgresql://ada:hush-puppy@h,                         database",
        "postgresql://ada:hush-puppy@h/,                        database",
        "postgresql://ada:hush-puppy@h/people/more,             database",
        "postgresql://ada:hush-puppy@h:0/people,                port",
        "postgresql://ada:hush-puppy@h:65536/people,            port",
        "postgresql://ada:hush-puppy@h:puppy/people,            port",
        "postgresql://ada@h:hush-puppy/people,                  port",
        "postgresql://ada:hush%2-puppy@h/people,                %40",
        "postgresql://ada:hush puppy@h/people,                  %40",
        "postgresql://ada:hush^puppy@h/people,                  %40",
        "postgresql://ada:hush-puppy@[::1/people,               %40",
        "postgresql://ada:hush-puppy@h/people?sslmode=puppy,    sslmode",
        "postgresql://ada:hush-puppy@h/people?sslmode,          parameter",
        "postgresql://ada:hush-puppy@h/people?password=puppy,   parameter",
        "postgresql://ada:hush-puppy@h/people#puppy,            %23",
    })
    void aMistakeIsNamedInOneLineThatShowsNothingOfTheValue(String value, String hint) {
        assertRefused(value, hint);
    }

    private static void assertRefused(String value, String hint) {
        assertThatThrownBy(() -> parse(value))
                .isInstanceOf(InvalidSettingException.class)
                .hasNoCause()
                .satisfies(failure -> assertThat(failure.getMessage())
                        .startsWith("MY_DATABASE_URL ")
                        .contains(hint)
                        .hasLineCount(1)
                        .doesNotContainIgnoringCase("hush")
                        .doesNotContainIgnoringCase("puppy")
                        .doesNotContain("ada:"));
    }

    private static DatabaseUrl parse(String value) {
        return DatabaseUrl.parse("MY_DATABASE_URL", value);
    }
}
