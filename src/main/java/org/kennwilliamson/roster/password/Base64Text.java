package org.kennwilliamson.roster.password;

import java.security.MessageDigest;
import java.util.Base64;

/**
 * A salt or a hash as libraries write them down: in Base64 with or without padding, or in passlib's, which has a full stop
 * instead of the plus.
 */
record Base64Text(String text) {

    static final String REGEX = "[A-Za-z0-9+/.]+={0,2}";

    /** How many bytes it is; none if no bytes are written so. */
    int length() {
        int characters = unpadded().length();
        boolean possible = characters % 4 != 1 && (isUnpadded() || text.length() % 4 == 0);
        return possible ? characters * 3 / 4 : 0;
    }

    /** The bytes, if its {@link #length} is known to be one. */
    byte[] bytes() {
        return Base64.getDecoder().decode(unpadded().replace('.', '+'));
    }

    /** Whether these are the bytes, told in the same time wherever they differ. */
    boolean is(byte[] bytes) {
        return MessageDigest.isEqual(bytes(), bytes);
    }

    private boolean isUnpadded() {
        return text.indexOf('=') < 0;
    }

    private String unpadded() {
        return isUnpadded() ? text : text.substring(0, text.indexOf('='));
    }
}
