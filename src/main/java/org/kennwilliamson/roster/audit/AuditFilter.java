package org.kennwilliamson.roster.audit;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import org.kennwilliamson.roster.platform.http.QueryText;

/** Which events a list shows: those that pass every filter that is set. */
public class AuditFilter {

    @QueryParam("actor")
    @Parameter(description = "Done by this user's id, or `anonymous`, or `system`.")
    String actor;

    @QueryParam("entity")
    @Parameter(description = "Done to this.", example = "role:editor")
    String entity;

    @QueryParam("action")
    @Parameter(description = "This was done.", example = "user.changed")
    String action;

    /** Throws a problem for a value that can't be looked up. */
    AuditFilter checked() {
        QueryText.check("actor", actor);
        QueryText.check("entity", entity);
        QueryText.check("action", action);
        return this;
    }
}
