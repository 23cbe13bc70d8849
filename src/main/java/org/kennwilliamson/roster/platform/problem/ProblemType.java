package org.kennwilliamson.roster.platform.problem;

import java.util.Locale;
import java.util.Optional;

/** Every kind of problem that a client can meet. The name, in lower case with hyphens, ends the {@code type} URI. */
public enum ProblemType {
    MALFORMED_JSON(400, "The body is not the JSON that is expected here"),
    INVALID_REQUEST(400, "The request has fields that break a rule"),
    UNAUTHENTICATED(401, "This needs an access token"),
    INVALID_TOKEN(401, "The access token is not valid"),
    SIGN_IN_REFUSED(401, "The e-mail address or the password is wrong"),
    SESSION_ENDED(401, "The session has ended"),
    FORBIDDEN(403, "The access token doesn't allow this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This resource has no such method"),
    NOT_ACCEPTABLE(406, "Nothing that is offered here is acceptable to the client"),
    EMAIL_TAKEN(409, "Another user has this e-mail address"),
    ROLE_NAME_TAKEN(409, "Another role has this name"),
    ROLE_PROTECTED(409, "This role can't be deleted"),
    LAST_ADMINISTRATOR(409, "There would be no administrator left"),
    REQUEST_UNDER_WAY(409, "A request of this name is under way"),
    BACKUP_RUNNING(409, "A backup is running already"),
    STALE_VERSION(412, "Somebody else changed it since it was read"),
    BODY_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported here"),
    UNSUPPORTED_CONTENT_ENCODING(415, "The body's content coding is not supported here"),
    UNKNOWN_ROLE(422, "There is no such role"),
    IDEMPOTENCY_KEY_REUSED(422, "This name belongs to another request"),
    TOO_MANY_ROLES(422, "The user has as many roles as one can have"),
    PRECONDITION_REQUIRED(428, "The change must say which version it is based on"),
    LOCKED_OUT(429, "Too many sign-ins have failed"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    REQUEST_REFUSED(400, "The request can't be understood"),
    INTERNAL_ERROR(500, "Roster failed unexpectedly"),
    SLOW_QUERIES_UNAVAILABLE(501, "PostgreSQL doesn't count statements here"),
    SIGN_IN_OFF(503, "Nobody can sign in here"),
    BACKUP_IMPOSSIBLE(503, "No backup can be created at the moment"),
    TOO_BUSY(503, "There is too much to do at the moment"),
    STARTING(503, "Roster is starting"),
    DATABASE_UNAVAILABLE(503, "The database can't be reached at the moment");

    private static final String URI_PREFIX = "urn:roster:problem:";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** The same sentence every time; what is particular is in the detail. */
    public String title() {
        return title;
    }

    /** The {@code type} of the document. */
    public String uri() {
        return URI_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What {@code WWW-Authenticate} says with it, as RFC 6750, section 3, has it; none if it isn't about access. */
    Optional<String> challenge() {
        return Optional.ofNullable(
                switch (this) {
                    case UNAUTHENTICATED, SIGN_IN_REFUSED, SESSION_ENDED -> "Bearer";
                    case INVALID_TOKEN -> "Bearer error=\"invalid_token\"";
                    case FORBIDDEN -> "Bearer error=\"insufficient_scope\"";
                    default -> null;
                });
    }

    /** The type for a status that the framework itself answered with; none for one that is no client's business. */
    static Optional<ProblemType> ofFramework(int status) {
        return Optional.ofNullable(
                switch (status) {
                    case 400 -> REQUEST_REFUSED;
                    case 404 -> NOT_FOUND;
                    case 405 -> METHOD_NOT_ALLOWED;
                    case 406 -> NOT_ACCEPTABLE;
                    case 413 -> BODY_TOO_LARGE;
                    case 414 -> URI_TOO_LONG;
                    case 415 -> UNSUPPORTED_MEDIA_TYPE;
                    case 431 -> HEADERS_TOO_LARGE;
                    default -> null;
                });
    }
}
