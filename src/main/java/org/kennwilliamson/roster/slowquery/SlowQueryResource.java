package org.kennwilliamson.roster.slowquery;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.platform.http.Page;
import org.kennwilliamson.roster.platform.problem.OpenApiProblems;

/** Slow queries over HTTP. */
@Path("/v1/slow-queries")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(BuiltInRoles.ADMIN)
@Tag(name = "Statistics")
public class SlowQueryResource {

    private final SlowQueryRepository queries;

    SlowQueryResource(SlowQueryRepository queries) {
        this.queries = queries;
    }

    @GET
    @Operation(
            summary = "The statements that have taken the most time, all calls together",
            description = "Of this service, since the statistics began. There is one page only.")
    @Extension(name = OpenApiProblems.EXTENSION, value = "SLOW_QUERIES_UNAVAILABLE")
    public Uni<Page<SlowQuery>> list(@BeanParam SlowQueryLimit limit) {
        return queries.slowest(limit.checked()).map(slowest -> new Page<>(slowest, null));
    }
}
