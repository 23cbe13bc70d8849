package org.kennwilliamson.roster.role;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

/** A role's name, as the schema's {@code roles_name_check} has it. */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = RoleName.REGEX)
@ReportAsSingleViolation
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
public @interface RoleName {

    String REGEX = "[a-z][a-z0-9_-]{0,62}";

    String message() default
            "must start with a lower-case letter, followed by up to 62 lower-case letters, digits, '_' or '-'";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
