package org.kennwilliamson.roster.role;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import org.kennwilliamson.roster.audit.CurrentAuditContext;
import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.idempotency.IdempotencyKey;
import org.kennwilliamson.roster.idempotency.IdempotencyKeys;
import org.kennwilliamson.roster.platform.http.ETagResponses;
import org.kennwilliamson.roster.platform.http.ETags;
import org.kennwilliamson.roster.platform.http.Page;
import org.kennwilliamson.roster.platform.http.PageRequest;
import org.kennwilliamson.roster.platform.problem.OpenApiProblems;

/** Roles over HTTP. */
@Path("/v1/roles")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(BuiltInRoles.ADMIN)
@Tag(name = "Roles")
public class RoleResource {

    private static final String BY_NAME = "{name: " + RoleName.REGEX + "}";

    private final RoleRepository roles;
    private final CurrentAuditContext trails;
    private final IdempotencyKeys keys;

    RoleResource(RoleRepository roles, CurrentAuditContext trails, IdempotencyKeys keys) {
        this.roles = roles;
        this.trails = trails;
        this.keys = keys;
    }

    @GET
    @Operation(summary = "All roles, a page at a time")
    public Uni<RestResponse<Page<Role>>> list(@BeanParam PageRequest request) {
        return roles.page(request.ascending()).map(rows -> Page.of(request, rows, Role::id));
    }

    @POST
    @AccessStillHolds
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates a role")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            headers = @Header(name = HttpHeaders.LOCATION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Role.class)))
    @Extension(name = OpenApiProblems.EXTENSION, value = "ROLE_NAME_TAKEN, IDEMPOTENCY_KEY_REUSED, REQUEST_UNDER_WAY")
    public Uni<RestResponse<Role>> create(
            @HeaderParam(IdempotencyKey.HEADER) @Parameter(description = IdempotencyKey.DESCRIPTION)
                    String idempotencyKey,
            @NotNull @Valid NewRole role) {
        return roles.create(role, keys.of(idempotencyKey, "role", null, role.parts()), trails.current())
                .map(created -> ETagResponses.created("/v1/roles/" + created.name(), created, Role::version));
    }

    @GET
    @Path(BY_NAME)
    @Operation(summary = "One role")
    public Uni<RestResponse<Role>> find(
            @RestPath String name, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        return roles.find(name).map(role -> ETagResponses.orNotModified(role, "role", Role::version, ifNoneMatch));
    }

    @PATCH
    @AccessStillHolds
    @Path(BY_NAME)
    @Consumes("application/merge-patch+json")
    @Operation(summary = "Changes a role's description")
    public Uni<RestResponse<Role>> change(
            @RestPath String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid RolePatch patch) {
        return roles.change(name, ETags.required(ifMatch), patch, trails.current())
                .map(role -> ETagResponses.ok(ETags.changed(role, "role"), Role::version));
    }

    @DELETE
    @AccessStillHolds
    @Path(BY_NAME)
    @Operation(summary = "Deletes a role, and revokes it from its users")
    @Extension(name = OpenApiProblems.EXTENSION, value = "ROLE_PROTECTED")
    public Uni<Void> delete(@RestPath String name, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return roles.delete(name, ETags.required(ifMatch), trails.current())
                .map(deleted -> ETags.changed(deleted, "role"));
    }
}
