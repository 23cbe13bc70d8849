package org.kennwilliamson.roster.platform.text;

/** What went wrong as one line, for an operator: without where in PostgreSQL's own code it did. */
public final class OneLine {

    private OneLine() {}

    /** Of a failure's message; its class's name where it has none. */
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
