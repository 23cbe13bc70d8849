package org.kennwilliamson.roster.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends a request with a problem document. Has no stack trace: it says something about the request, not the code. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Violation> violations;
    private final transient Duration retryAfter;

    private ProblemException(ProblemType type, String detail, List<Violation> violations, Duration retryAfter) {
        super(detail, null, false, false);
        this.type = type;
        this.violations = violations;
        this.retryAfter = retryAfter;
    }

    /** @param detail what is particular here, or null */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), null);
    }

    /** @param what there is none of, as {@code user} */
    public static ProblemException notFound(String what) {
        return of(ProblemType.NOT_FOUND, "There is no such " + what + ".");
    }

    /** A problem whose cause is a field of the request. */
    public static ProblemException of(ProblemType type, String detail, Violation... violations) {
        return new ProblemException(type, detail, List.of(violations), null);
    }

    /** Fields that break a rule. */
    public static ProblemException invalid(List<Violation> violations) {
        String detail = violations.stream()
                .map(violation -> violation.field() + " " + violation.message())
                .reduce((one, other) -> one + "; " + other)
                .orElse(null);
        return new ProblemException(ProblemType.INVALID_REQUEST, detail, List.copyOf(violations), null);
    }

    /** One field that breaks a rule. */
    public static ProblemException invalid(Violation violation) {
        return invalid(List.of(violation));
    }

    /** A temporary problem: the client is told when to come back. */
    public static ProblemException retryLater(ProblemType type, String detail, Duration retryAfter) {
        return new ProblemException(type, detail, List.of(), retryAfter);
    }

    public ProblemType type() {
        return type;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** When to come back, if that helps. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
