package org.kennwilliamson.roster.backup;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

import org.kennwilliamson.roster.audit.CurrentAuditContext;
import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.auth.BuiltInRoles;
import org.kennwilliamson.roster.platform.http.Page;
import org.kennwilliamson.roster.platform.http.PageRequest;
import org.kennwilliamson.roster.platform.problem.OpenApiProblems;

/** Backups over HTTP. */
@Path("/v1/backups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(BuiltInRoles.ADMIN)
@Tag(name = "Backups")
public class BackupResource {

    private final Backups backups;
    private final CurrentAuditContext trails;

    BackupResource(Backups backups, CurrentAuditContext trails) {
        this.backups = backups;
        this.trails = trails;
    }

    @GET
    @Operation(
            summary = "Backups, newest first, a page at a time",
            description = "Those in `BACKUP_DIR`, the one that is running, and runs of this process that failed.")
    @Extension(name = OpenApiProblems.EXTENSION, value = "BACKUP_IMPOSSIBLE, TOO_BUSY")
    public Uni<RestResponse<Page<Backup>>> list(@BeanParam PageRequest request) {
        return backups.page(request.descending()).map(rows -> Page.of(request, rows, Backup::id));
    }

    @POST
    @AccessStillHolds
    @Operation(summary = "Creates a backup", description = "It goes on after the answer: its `Location` has its state.")
    @APIResponse(
            responseCode = "202",
            description = "It is being created",
            headers = @Header(name = HttpHeaders.LOCATION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Backup.class)))
    @Extension(name = OpenApiProblems.EXTENSION, value = "BACKUP_RUNNING, BACKUP_IMPOSSIBLE")
    public Uni<RestResponse<Backup>> create() {
        return backups.start(trails.current()).map(BackupResource::accepted);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One backup, also while it is being created")
    @Extension(name = OpenApiProblems.EXTENSION, value = "BACKUP_IMPOSSIBLE, TOO_BUSY")
    public Uni<Backup> find(@RestPath UUID id) {
        return backups.find(id);
    }

    @POST
    @AccessStillHolds
    @Path("{id}/verification")
    @Operation(
            summary = "Verifies a backup",
            description =
                    "An encrypted one against its digest, since no key that opens it is here; one that isn't encrypted as "
                            + "`BACKUP_VERIFY` says. It goes on after the answer: afterwards the backup is `failed` if it "
                            + "is not what was dumped, otherwise what it was before.")
    @APIResponse(
            responseCode = "202",
            description = "It is being verified",
            headers = @Header(name = HttpHeaders.LOCATION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = Backup.class)))
    @Extension(name = OpenApiProblems.EXTENSION, value = "BACKUP_RUNNING, BACKUP_IMPOSSIBLE, TOO_BUSY")
    public Uni<RestResponse<Backup>> verify(@RestPath UUID id) {
        return backups.verify(id, trails.current()).map(BackupResource::accepted);
    }

    private static RestResponse<Backup> accepted(Backup backup) {
        return ResponseBuilder.<Backup>create(Status.ACCEPTED)
                .location(URI.create("/v1/backups/" + backup.id()))
                .entity(backup)
                .build();
    }
}
