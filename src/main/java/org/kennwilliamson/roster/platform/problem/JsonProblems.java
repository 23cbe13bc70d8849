package org.kennwilliamson.roster.platform.problem;

import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body, in terms of JSON and never of the classes behind it. */
final class JsonProblems {

    private JsonProblems() {}

    static ProblemException of(JsonProcessingException failure) {
        if (failure instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            return ProblemException.invalid(Violation.inBody(field(mismatch), message(mismatch)));
        }
        return ProblemException.of(ProblemType.MALFORMED_JSON, place(failure.getLocation()));
    }

    private static String message(MismatchedInputException mismatch) {
        if (mismatch instanceof UnrecognizedPropertyException) {
            return "is not a field that is known here";
        }
        Class<?> target = mismatch.getTargetType();
        if (target == null) {
            return "has another type than expected";
        }
        return "must be " + (target == Boolean.class || target == boolean.class ? "true or false" : jsonType(target));
    }

    private static String jsonType(Class<?> target) {
        if (target == String.class) {
            return "a string";
        }
        return Iterable.class.isAssignableFrom(target) ? "a list" : "an object";
    }

    private static String field(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String place(JsonLocation location) {
        if (location == null) {
            return null;
        }
        return "Look at line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
    }
}
