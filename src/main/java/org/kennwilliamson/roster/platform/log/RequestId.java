package org.kennwilliamson.roster.platform.log;

import java.util.Optional;

import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.MDC;

/** What a request is called in its answer, in problems, in the log and in audit events. */
public final class RequestId {

    /** The header that a client may give it in, and that the answer bears. */
    public static final String HEADER = "X-Request-Id";

    private RequestId() {}

    /** Of a request that has got one; null for one that hasn't. */
    public static String of(HttpServerRequest request) {
        return request.response().headers().get(HEADER);
    }

    /** Of the request that the current context works for; empty if it works for none. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(LogField.REQUEST_ID)).map(Object::toString);
    }

    /** Has every line that is logged for the current context's request bear it. */
    public static void log(String id) {
        MDC.put(LogField.REQUEST_ID, id);
    }
}
