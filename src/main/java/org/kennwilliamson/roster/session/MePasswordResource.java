package org.kennwilliamson.roster.session;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.kennwilliamson.roster.audit.CurrentAuditContext;
import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.auth.Caller;
import org.kennwilliamson.roster.platform.problem.OpenApiProblems;

/** One's own password over HTTP; it is checked as a sign-in checks it, so this lives with the sessions. */
@Path("/v1/me/password")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({BuiltInRoles.USER, BuiltInRoles.ADMIN})
@Tag(name = "Me")
public class MePasswordResource {

    private final PasswordChanges passwords;
    private final Caller caller;
    private final CurrentAuditContext trails;

    MePasswordResource(PasswordChanges passwords, Caller caller, CurrentAuditContext trails) {
        this.passwords = passwords;
        this.caller = caller;
        this.trails = trails;
    }

    @PUT
    @AccessStillHolds
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sets the caller's own password, and ends all of the caller's sessions")
    @Extension(name = OpenApiProblems.EXTENSION, value = "LOCKED_OUT, TOO_BUSY")
    public Uni<Void> set(@NotNull @Valid PasswordChange password) {
        return passwords.set(caller.requireUser(), password, trails.current());
    }
}
