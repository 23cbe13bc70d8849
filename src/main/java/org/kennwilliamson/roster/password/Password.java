package org.kennwilliamson.roster.password;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

/**
 * A password: long rather than complicated, as NIST SP 800-63B has it. Half of a character would be hashed as a question
 * mark, and a NUL ends the password for other programs that check the hash.
 */
@Documented
@Constraint(validatedBy = {})
@Size(min = Password.LEAST, max = Password.MOST)
@Pattern(regexp = Password.REGEX)
@ReportAsSingleViolation
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
public @interface Password {

    int LEAST = 12;

    int MOST = 200;

    String REGEX = "[^\\x00\\p{Cs}]*";

    String message() default "must have 12 to 200 characters, none of them NUL";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
