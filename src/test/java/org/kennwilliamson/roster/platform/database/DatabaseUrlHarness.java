package org.kennwilliamson.roster.platform.database;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.kennwilliamson.roster.fuzz.ParserHarness;
import org.kennwilliamson.roster.platform.config.InvalidSettingException;
import org.kennwilliamson.roster.platform.text.PercentEncoding;

/** Connection URIs: written down again they mean the same, and no message and no text shows the password. */
public final class DatabaseUrlHarness implements ParserHarness {

    private static final int TELLING = 8;

    /** Of every message: no secret, whoever has it for a password. */
    private static final String EXPECTED = "postgresql://user:password@host:port/database[?sslmode=…]";

    @Override
    public List<String> seeds() {
        return List.of(
                "postgresql://roster:s%40cret%2Fpass@127.0.0.1:5432/kennwilliamson",
                "postgres://u:p@h/d?sslmode=verify-full&sslrootcert=%2Fca.pem",
                "postgresql://u:p@[::1]:6432,b:5433/d?target_session_attrs=read-write",
                "postgresql://u@h/d?sslmode=disable",
                "postgresql://u:p:p@h%3A1/d%25?host=/tmp",
                "postgresql://u:%ff%C3%A4@h/d");
    }

    @Override
    public void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        DatabaseUrl url;
        try {
            url = DatabaseUrl.parse("DATABASE_URL", text);
        } catch (InvalidSettingException e) {
            require(!shows(e.getMessage(), password(text)), "a message shows the password");
            return;
        }
        require(
                !url.user().isEmpty()
                        && !url.database().isEmpty()
                        && !url.hosts().isEmpty(),
                "a part is missing");
        require(!shows(url.toString(), url.password()), "the text shows the password");
        require(!shows(url.jdbcUrl(1), url.password()), "the driver's URL shows the password");
        require(
                !text.contains("%")
                        || !(url.user() + url.password() + url.database()).contains("\ufffd")
                        || text.contains("\ufffd"),
                "bytes that are no character became another one");
        DatabaseUrl again = DatabaseUrl.parse("DATABASE_URL", written(url));
        require(again.equals(url), "written down again it means something else");
    }

    private static String written(DatabaseUrl url) {
        return "postgresql://" + PercentEncoding.encode(url.user()) + ":" + PercentEncoding.encode(url.password()) + "@"
                + url.address().replace("%", "%25") + "/" + PercentEncoding.encode(url.database())
                + "?sslmode=" + url.sslMode() + "&target_session_attrs="
                + url.target().libpq()
                + url.rootCertificate()
                        .map(file -> "&sslrootcert=" + PercentEncoding.encode(file))
                        .orElse("");
    }

    /** What stands between the first colon after the scheme and the last at sign, if it is nothing that is elsewhere, too. */
    private static String password(String text) {
        int scheme = text.indexOf("://");
        int colon = scheme < 0 ? -1 : text.indexOf(':', scheme + 3);
        int at = text.lastIndexOf('@');
        return colon < 0 || at <= colon ? "" : text.substring(colon + 1, at);
    }

    private static boolean shows(String text, String password) {
        return password.length() >= TELLING
                && password.chars().distinct().count() > 4
                && !EXPECTED.contains(password)
                && text.contains(password);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        new DatabaseUrlHarness().check(input);
    }
}
