package org.kennwilliamson.roster.http;

/**
 * What a merge patch (RFC 7396) says of one field: nothing, or its new value, which null removes.
 *
 * @param wanted whether the patch names the field at all
 * @param value the new value; null where the patch says null, or nothing
 */
public record Change<T>(boolean wanted, T value) {

    static final Change<?> NONE = new Change<>(false, null);

    /** What a patch says of a field that it doesn't name. */
    @SuppressWarnings("unchecked")
    public static <T> Change<T> none() {
        return (Change<T>) NONE;
    }

    /** A new value for the field. */
    public static <T> Change<T> to(T value) {
        return new Change<>(true, value);
    }
}
