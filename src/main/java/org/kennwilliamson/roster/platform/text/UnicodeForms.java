package org.kennwilliamson.roster.platform.text;

import java.text.Normalizer;

/**
 * One sequence of characters for one text. An accented letter is one character or two, depending on the machine it was typed
 * on, and nobody can see which; Unicode's normalization form C, which most keyboards send, is the one that Roster stores and
 * looks for. RFC 8265, section 4.2.2, asks it of passwords.
 */
public final class UnicodeForms {

    private UnicodeForms() {}

    /** The same text in form C; null stays null. */
    public static String composed(String text) {
        return text == null ? null : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** The same text in form D: what was stored before there was one form may be in it. */
    public static String decomposed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }
}
