package org.kennwilliamson.roster.faults;

import java.util.ArrayList;
import java.util.List;

/** Something that a client wanted, and all the requests that it has sent until it knew. */
final class Write {

    /** What can be wanted, and the audit event that says that it was done. */
    enum Kind {
        CREATE("user.created"),
        PATCH("user.changed"),
        GRANT("user.role-granted"),
        DELETE("user.removed"),
        SIGN_IN("session.created"),
        REFRESH(null),
        /** Something that has to be refused. */
        REFUSED(null);

        private final String action;

        Kind(String action) {
            this.action = action;
        }

        /** Null if there is no event of it. */
        String action() {
            return action;
        }

        /** Whether each request that is sent again does it again, so that each may leave an event. */
        boolean isEachTimeAnother() {
            return this == SIGN_IN;
        }
    }

    /** What the client knows in the end. */
    enum End {
        DONE,
        NOT_DONE,
        UNKNOWN
    }

    private final Kind kind;
    private final String account;
    private final List<Attempt> attempts = new ArrayList<>();
    private volatile End end = End.UNKNOWN;

    /** @param account the user's address when it was created, which is its name here */
    Write(Kind kind, String account) {
        this.kind = kind;
        this.account = account;
    }

    void sent(Attempt attempt) {
        attempts.add(attempt);
    }

    void ended(End how) {
        end = how;
    }

    Kind kind() {
        return kind;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    End end() {
        return end;
    }

    /** Whether a request was sent of which the client doesn't know what came of it. */
    boolean isUncertain() {
        return attempts.stream().anyMatch(attempt -> attempt.meaning() == Answer.Meaning.UNKNOWN);
    }

    @Override
    public String toString() {
        return kind + " " + account + " " + end + " " + attempts;
    }
}
