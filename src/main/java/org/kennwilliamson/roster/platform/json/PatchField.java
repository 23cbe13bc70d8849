package org.kennwilliamson.roster.platform.json;

import java.util.function.UnaryOperator;

/**
 * What a merge patch (RFC 7396) says of one field: nothing, or its new value, which null removes.
 *
 * @param wanted whether the patch names the field at all
 * @param value the new value; null if the patch says null, or nothing
 */
public record PatchField<T>(boolean wanted, T value) {

    static final PatchField<?> NONE = new PatchField<>(false, null);

    /** What a patch says of a field that it doesn't name. */
    @SuppressWarnings("unchecked")
    public static <T> PatchField<T> none() {
        return (PatchField<T>) NONE;
    }

    /** The same, but for its value, which becomes what {@code function} makes of it. */
    public PatchField<T> with(UnaryOperator<T> function) {
        return value == null ? this : to(function.apply(value));
    }

    /** A new value for the field. */
    public static <T> PatchField<T> to(T value) {
        return new PatchField<>(true, value);
    }
}
