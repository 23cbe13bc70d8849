package org.kennwilliamson.roster.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.netty.handler.codec.http.QueryStringDecoder;

import org.kennwilliamson.roster.platform.problem.Violation;
import org.kennwilliamson.roster.platform.text.PercentEncoding;

/** The parameters of a query string, in their order: the same ones that the framework finds, but none of them guessed. */
record Query(List<Parameter> parameters) {

    /** The framework takes both of them. */
    private static final Pattern SEPARATOR = Pattern.compile("[&;]");

    /** What a URI consists of: RFC 3986, section 2. */
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]*");

    static final String UNDECODABLE = "must be UTF-8 in percent-encoding, where %25 is a percent sign";

    /**
     * One parameter.
     *
     * @param value empty text if there is none, nothing if it isn't UTF-8 in percent-encoding
     */
    record Parameter(String name, Optional<String> value) {

        private static Parameter of(String pair) {
            String[] parts = pair.split("=", 2);
            return new Parameter(decode(parts[0]).orElse(parts[0]), decode(parts.length == 1 ? "" : parts[1]));
        }

        private String encoded() {
            return PercentEncoding.encode(name) + "=" + PercentEncoding.encode(value.orElse(""));
        }
    }

    /** @param raw what stands behind the question mark, or null */
    static Query parse(String raw) {
        return new Query(
                raw == null
                        ? List.of()
                        : SEPARATOR
                                .splitAsStream(raw)
                                .filter(pair -> !pair.isEmpty())
                                .map(Parameter::of)
                                .toList());
    }

    /** What there is to say about parameters that can't be decoded. */
    static List<Violation> violations(String raw) {
        return parse(raw).parameters().stream()
                .filter(parameter -> parameter.value().isEmpty())
                .map(parameter -> Violation.inQuery(parameter.name(), UNDECODABLE))
                .distinct()
                .toList();
    }

    /** How often there is a parameter of this name. */
    long count(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .count();
    }

    /** The query string in which this parameter has this value, and all others are as they were. */
    String with(String name, String value) {
        return Stream.concat(
                        parameters.stream()
                                .filter(parameter -> !parameter.name().equals(name)),
                        Stream.of(new Parameter(name, Optional.of(value))))
                .map(Parameter::encoded)
                .collect(Collectors.joining("&"));
    }

    private static Optional<String> decode(String encoded) {
        if (!CHARACTERS.matcher(encoded).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = QueryStringDecoder.decodeComponent(encoded, StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
