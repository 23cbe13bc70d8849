package org.kennwilliamson.roster.fuzz;

import java.util.List;

/**
 * A parser and what must hold for whatever it is given. A class of this kind is also a target of Jazzer, which looks for a
 * static {@code fuzzerTestOneInput(byte[])}.
 */
public interface ParserHarness {

    /** Inputs that lead deep into the parser: fuzzing begins with them. */
    List<String> seeds();

    /** Gives the parser an input. Throws if a rule is broken. */
    void check(byte[] input) throws Exception;
}
