package org.kennwilliamson.roster.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * What a variable's value may look like.
 *
 * @param words how a message and the documents say it: "a port from 0 to 65535"
 */
public record Form(Predicate<String> accepts, String words) {

    private static final String BUCKET = "s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9!_.*'()-]+)*/?";

    /** A TCP port; for 0 the system chooses one. */
    public static final Form PORT = number(0, 65_535, "a port from 0 to 65535");

    /** For a variable whose reader has more to say about its value than a form can. */
    static final Form TEXT = new Form(value -> true, "a text");

    static final Form URL = new Form(value -> true, "postgresql://user:password@host:port/database");
    static final Form FILE = new Form(value -> true, "a file");
    static final Form FILES = new Form(value -> true, "files, separated by commas");
    static final Form DIRECTORY = new Form(value -> true, "a directory");

    /** Where copies of backups go. The path is percent-encoded. */
    static final Form COPY = new Form(
            value -> isDirectoryUrl(value) || value.matches(BUCKET), "file:///directory or s3://bucket/prefix");

    static final Form REGION = matching("[A-Za-z0-9][A-Za-z0-9-]{0,62}", "a region like eu-central-1");
    static final Form ENDPOINT = matching("https?://[^\\s/?#@]+/?", "an address like https://minio.example.org:9000");

    /** Where OTLP is taken over HTTP; "/v1/traces" follows it. */
    static final Form COLLECTOR = new Form(Form::isCollector, "an address like http://127.0.0.1:4318");

    static final Form HEADERS =
            new Form(Form::areHeaders, "headers like name=value, with commas between them and values percent-encoded");
    static final Form SHARE = matching("0|0?\\.\\d{1,9}|1|1\\.0{1,9}", "a number from 0 to 1");

    static final Form NAME = matching("\\S+", "a name or an address without spaces");
    static final Form ADDRESS = matching("\\S+", "a name or an address");
    static final Form SWITCH = choice("on", "off");

    /** May be zero. */
    static final Form DURATION = matching("\\d{1,6}(ms|s|m|h|d)", "a duration like 500ms, 60s, 5m or 1h");

    /** How long something lasts before it expires. */
    static final Form LIFETIME = matching("[1-9]\\d{0,5}[smhd]", "a duration like 30s, 15m, 1h or 30d");

    /** How long a statement may wait or run: PostgreSQL reads zero as "for ever". */
    static final Form LIMIT = matching("[1-9]\\d{0,5}(ms|s|m|h)", "a duration like 10s, 5m or 1h");

    /** Decimal digits alone, both ends included. */
    static Form number(int least, int most) {
        return number(least, most, "a whole number from " + least + " to " + most);
    }

    static Form choice(String... choices) {
        List<String> all = List.of(choices);
        String last = all.get(all.size() - 1);
        return new Form(all::contains, String.join(", ", all.subList(0, all.size() - 1)) + " or " + last);
    }

    private static Form number(int least, int most, String words) {
        return new Form(
                value -> value.matches("\\d{1,9}")
                        && Integer.parseInt(value) >= least
                        && Integer.parseInt(value) <= most,
                words);
    }

    private static boolean isDirectoryUrl(String value) {
        try {
            return value.matches("file:///[^/?#].*")
                    && Path.of(URI.create(value)).isAbsolute();
        } catch (IllegalArgumentException e) {
            // No URL, or one of something else.
            return false;
        }
    }

    private static boolean isCollector(String value) {
        try {
            URI uri = URI.create(value);
            return value.matches("https?://[^\\s/?#@]+(/[^\\s?#@]*)?")
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && uri.getPort() <= 65_535;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean areHeaders(String value) {
        return Stream.of(value.split(","))
                .map(String::strip)
                .allMatch(pair -> pair.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+ *=[\\x20-\\x7e]+") && isDecodable(pair));
    }

    /** Into what a header may have. */
    private static boolean isDecodable(String value) {
        try {
            return PercentEncoding.decode(value).matches("[\\x20-\\x7e]*");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Form matching(String regex, String words) {
        return new Form(Pattern.compile(regex).asMatchPredicate(), words);
    }
}
