package org.kennwilliamson.roster.platform.text;

/** What went wrong as one line, for an operator: without the place in PostgreSQL's own code. */
public final class OneLine {

    private OneLine() {}

    /** Of a failure's message; its class's name if it has none. */
    public static String of(Throwable failure) {
        return of(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    /** Of a text of several lines. */
    public static String of(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ")
                .replaceAll(" Location: File: .*", "")
                .strip();
    }
}
