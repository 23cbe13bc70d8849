package org.kennwilliamson.roster.platform.http;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

/** A line of text that PostgreSQL can hold: not blank, no control character (NUL above all), no half of a character. */
@Documented
@Constraint(validatedBy = PlainText.Validator.class)
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
public @interface PlainText {

    String message() default "must be 1 to {max} characters on one line";

    /** The most Unicode characters. */
    int max();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Null is valid, as for every constraint but {@code NotNull}. */
    class Validator implements ConstraintValidator<PlainText, String> {

        private int max;

        @Override
        public void initialize(PlainText constraint) {
            max = constraint.max();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || (!text.isBlank() && text.codePointCount(0, text.length()) <= max && isPlain(text));
        }

        /** Whether a text has neither control characters nor unpaired surrogates. */
        public static boolean isPlain(String text) {
            return text.codePoints()
                    .noneMatch(character ->
                            Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
        }
    }
}
