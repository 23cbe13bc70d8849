package org.kennwilliamson.roster.platform.text;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as URIs have it: a plus is a plus. */
public final class PercentEncoding {

    private static final int HEXADECIMAL = 16;

    private PercentEncoding() {}

    /**
     * Decodes a text, and refuses what would become another one: bytes that are no UTF-8. Throws {@link
     * IllegalArgumentException} with the fault as the end of a sentence, and nothing of the text, which may be a password.
     */
    public static String decode(String encoded) {
        byte[] given = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(given.length);
        for (int i = 0; i < given.length; i++) {
            if (given[i] == '%') {
                decoded.write(digit(given, i + 1) * HEXADECIMAL + digit(given, i + 2));
                i += 2;
            } else {
                decoded.write(given[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("has percent-encoded bytes that are no text in UTF-8");
        }
    }

    private static int digit(byte[] text, int index) {
        int digit = index < text.length ? Character.digit(text[index], HEXADECIMAL) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("has a '%' that isn't followed by two hexadecimal digits");
        }
        return digit;
    }

    /** Everything but letters, digits and {@code - _ . *} becomes a percent sign and two digits. */
    public static String encode(String plain) {
        return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
