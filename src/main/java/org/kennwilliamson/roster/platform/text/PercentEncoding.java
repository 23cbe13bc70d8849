package org.kennwilliamson.roster.platform.text;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as URIs have it: a plus is a plus. */
public final class PercentEncoding {

    private PercentEncoding() {}

    /** Throws {@link IllegalArgumentException} with the fault as the end of a sentence. */
    public static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The decoder's own message would show a piece of what may be the password.
            throw new IllegalArgumentException("has a '%' that isn't followed by two hexadecimal digits");
        }
    }

    /** Everything but letters, digits and {@code - _ . *} becomes a percent sign and two digits. */
    public static String encode(String plain) {
        return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
