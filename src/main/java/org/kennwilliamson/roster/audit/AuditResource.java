package org.kennwilliamson.roster.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.platform.http.Page;
import org.kennwilliamson.roster.platform.http.PageRequest;

/** The audit trail over HTTP. */
@Path("/v1/audit-events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(BuiltInRoles.ADMIN)
@Tag(name = "Audit")
public class AuditResource {

    private final AuditRepository events;

    AuditResource(AuditRepository events) {
        this.events = events;
    }

    @GET
    @Operation(summary = "What happened, newest first, a page at a time")
    public Uni<RestResponse<Page<AuditEvent>>> list(@BeanParam AuditFilter filter, @BeanParam PageRequest request) {
        return events.page(filter.checked(), request.descending()).map(rows -> Page.of(request, rows, AuditEvent::id));
    }
}
