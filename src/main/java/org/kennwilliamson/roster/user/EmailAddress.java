package org.kennwilliamson.roster.user;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.kennwilliamson.roster.platform.text.EmailSyntax;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

/** An e-mail address in printable ASCII, as {@link EmailSyntax} has it where no annotation can. */
@Documented
@Constraint(validatedBy = {})
@Email
@Pattern(regexp = EmailAddress.REGEX)
@Size(max = EmailAddress.LONGEST)
@ReportAsSingleViolation
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
public @interface EmailAddress {

    int LONGEST = EmailSyntax.LONGEST;

    String REGEX = EmailSyntax.REGEX;

    String message() default "must be an e-mail address of at most 254 ASCII characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
