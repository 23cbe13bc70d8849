package org.kennwilliamson.roster.user;

import java.util.UUID;

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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import org.kennwilliamson.roster.audit.CurrentAuditContext;
import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.auth.Caller;
import org.kennwilliamson.roster.idempotency.IdempotencyKey;
import org.kennwilliamson.roster.idempotency.IdempotencyKeys;
import org.kennwilliamson.roster.platform.http.ETagResponses;
import org.kennwilliamson.roster.platform.http.ETags;
import org.kennwilliamson.roster.platform.http.Page;
import org.kennwilliamson.roster.platform.http.PageRequest;
import org.kennwilliamson.roster.platform.problem.OpenApiProblems;

/** Users over HTTP. */
@Path("/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(BuiltInRoles.ADMIN)
@Tag(name = "Users")
public class UserResource {

    private final UserRepository users;
    private final Users accounts;
    private final Caller caller;
    private final CurrentAuditContext trails;
    private final IdempotencyKeys keys;

    UserResource(
            UserRepository users, Users accounts, Caller caller, CurrentAuditContext trails, IdempotencyKeys keys) {
        this.users = users;
        this.accounts = accounts;
        this.caller = caller;
        this.trails = trails;
        this.keys = keys;
    }

    @GET
    @Operation(summary = "Users, a page at a time")
    public Uni<RestResponse<Page<User>>> list(@BeanParam UserFilter filter, @BeanParam PageRequest request) {
        return users.page(filter.checked(), request.ascending()).map(rows -> Page.of(request, rows, User::id));
    }

    @POST
    @AccessStillHolds
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Creates a user")
    @APIResponse(
            responseCode = "201",
            description = "Made",
            headers = @Header(name = HttpHeaders.LOCATION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = User.class)))
    @Extension(
            name = OpenApiProblems.EXTENSION,
            value = "EMAIL_TAKEN, UNKNOWN_ROLE, TOO_BUSY, IDEMPOTENCY_KEY_REUSED, REQUEST_UNDER_WAY")
    public Uni<RestResponse<User>> create(
            @HeaderParam(IdempotencyKey.HEADER) @Parameter(description = IdempotencyKey.DESCRIPTION)
                    String idempotencyKey,
            @NotNull @Valid NewUser user) {
        return accounts.create(user, keys.of(idempotencyKey, "user", user.password(), user.parts()), trails.current())
                .map(created -> ETagResponses.created("/v1/users/" + created.id(), created, User::version));
    }

    @GET
    @Path("{id}")
    @Authenticated
    @SecurityRequirement(name = "accessToken")
    @Operation(summary = "One user: oneself or, for an administrator, anybody")
    public Uni<RestResponse<User>> find(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        caller.requireUserOrAdmin(id);
        return users.find(id).map(user -> ETagResponses.orNotModified(user, "user", User::version, ifNoneMatch));
    }

    @PATCH
    @AccessStillHolds
    @Path("{id}")
    @Consumes("application/merge-patch+json")
    @Operation(summary = "Changes a user")
    @Extension(name = OpenApiProblems.EXTENSION, value = "EMAIL_TAKEN, LAST_ADMINISTRATOR")
    public Uni<RestResponse<User>> change(
            @RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, @NotNull @Valid UserPatch patch) {
        return users.change(id, ETags.required(ifMatch), patch, trails.current())
                .map(user -> ETagResponses.ok(ETags.changed(user, "user"), User::version));
    }

    @DELETE
    @AccessStillHolds
    @Path("{id}")
    @Operation(summary = "Deletes a user")
    @Extension(name = OpenApiProblems.EXTENSION, value = "LAST_ADMINISTRATOR")
    public Uni<Void> delete(@RestPath UUID id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return users.delete(id, ETags.required(ifMatch), trails.current())
                .map(deleted -> ETags.changed(deleted, "user"));
    }

    @PUT
    @AccessStillHolds
    @Path("{id}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sets a user's password")
    @Extension(name = OpenApiProblems.EXTENSION, value = "TOO_BUSY")
    public Uni<Void> setPassword(@RestPath UUID id, @NotNull @Valid NewPassword password) {
        return accounts.setPassword(id, password, trails.current());
    }
}
