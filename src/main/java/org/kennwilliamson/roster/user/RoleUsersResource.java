package org.kennwilliamson.roster.user;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.platform.http.Page;
import org.kennwilliamson.roster.platform.http.PageRequest;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.role.RoleName;

/** A role's users over HTTP; users depend on roles, so this lives with the users. */
@Path("/v1/roles")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(BuiltInRoles.ADMIN)
@Tag(name = "Roles")
public class RoleUsersResource {

    private final UserRepository users;

    RoleUsersResource(UserRepository users) {
        this.users = users;
    }

    @GET
    @Path("{name: " + RoleName.REGEX + "}/users")
    @Operation(summary = "The users who have a role, a page at a time")
    public Uni<RestResponse<Page<User>>> list(@RestPath String name, @BeanParam PageRequest request) {
        return users.page(name, request.ascending()).map(found -> {
            List<User> rows = found.orElseThrow(() -> ProblemException.notFound("role"));
            return Page.of(request, rows, User::id);
        });
    }
}
