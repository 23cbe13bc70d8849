package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import org.kennwilliamson.roster.audit.CurrentAuditContext;
import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.auth.Caller;
import org.kennwilliamson.roster.platform.problem.OpenApiProblems;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.role.RoleName;

/** A user's roles over HTTP. */
@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(BuiltInRoles.ADMIN)
@Tag(name = "Users")
public class UserRolesResource {

    private static final String ALL = "{id}/roles";
    private static final String BY_NAME = ALL + "/{name: " + RoleName.REGEX + "}";

    private final UserRolesRepository roles;
    private final Caller caller;
    private final CurrentAuditContext trails;

    UserRolesResource(UserRolesRepository roles, Caller caller, CurrentAuditContext trails) {
        this.roles = roles;
        this.caller = caller;
        this.trails = trails;
    }

    @GET
    @Path(ALL)
    @Authenticated
    @SecurityRequirement(name = "accessToken")
    @Operation(summary = "The names of a user's roles: one's own or, for an administrator, anybody's")
    public Uni<List<String>> list(@RestPath UUID id) {
        caller.requireUserOrAdmin(id);
        return roles.find(id).map(names -> names.orElseThrow(() -> ProblemException.notFound("user")));
    }

    @PUT
    @AccessStillHolds
    @Path(ALL)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Grants a user these roles and no others")
    @Extension(name = OpenApiProblems.EXTENSION, value = "UNKNOWN_ROLE, LAST_ADMINISTRATOR")
    public Uni<List<String>> replace(
            @RestPath UUID id, @NotNull @Size(max = UserRoles.MOST) List<@NotNull @RoleName String> names) {
        return roles.replace(id, names.stream().distinct().toArray(String[]::new), trails.current());
    }

    @PUT
    @AccessStillHolds
    @Path(BY_NAME)
    @Operation(summary = "Grants a user one more role")
    @Extension(name = OpenApiProblems.EXTENSION, value = "TOO_MANY_ROLES")
    public Uni<Void> grant(@RestPath UUID id, @RestPath String name) {
        return roles.grant(id, name, trails.current());
    }

    @DELETE
    @AccessStillHolds
    @Path(BY_NAME)
    @Operation(summary = "Revokes one role of a user")
    @Extension(name = OpenApiProblems.EXTENSION, value = "LAST_ADMINISTRATOR")
    public Uni<Void> revoke(@RestPath UUID id, @RestPath String name) {
        return roles.revoke(id, name, trails.current());
    }
}
