package org.kennwilliamson.roster.session;

import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import org.kennwilliamson.roster.audit.CurrentAuditContext;
import org.kennwilliamson.roster.auth.AccessStillHolds;
import org.kennwilliamson.roster.auth.Caller;
import org.kennwilliamson.roster.platform.http.Page;
import org.kennwilliamson.roster.platform.http.PageRequest;
import org.kennwilliamson.roster.platform.problem.OpenApiProblems;
import org.kennwilliamson.roster.platform.problem.ProblemException;

/** Sessions over HTTP. */
@Path("/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
public class SessionResource {

    private final SignIns signIns;
    private final Sessions sessions;
    private final SessionRepository repository;
    private final Caller caller;
    private final CurrentAuditContext trails;

    SessionResource(
            SignIns signIns,
            Sessions sessions,
            SessionRepository repository,
            Caller caller,
            CurrentAuditContext trails) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.repository = repository;
        this.caller = caller;
        this.trails = trails;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Signs in")
    @APIResponse(
            responseCode = "201",
            description = "Signed in",
            headers = @Header(name = HttpHeaders.CACHE_CONTROL, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = TokenResponse.class)))
    @Extension(name = OpenApiProblems.EXTENSION, value = "SIGN_IN_REFUSED, LOCKED_OUT, TOO_BUSY, SIGN_IN_OFF")
    public Uni<RestResponse<TokenResponse>> signIn(
            @NotNull @Valid Credentials credentials,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.USER_AGENT) String userAgent) {
        return signIns.signIn(credentials, userAgent, trails.current())
                .map(signedIn -> unstored(RestResponse.Status.CREATED, signedIn));
    }

    @POST
    @Path("refresh")
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Gets the next pair of tokens; a refresh token that was used before ends the session")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            headers = @Header(name = HttpHeaders.CACHE_CONTROL, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = TokenResponse.class)))
    @Extension(name = OpenApiProblems.EXTENSION, value = "SESSION_ENDED, SIGN_IN_OFF")
    public Uni<RestResponse<TokenResponse>> refresh(@NotNull @Valid RefreshRequest refresh) {
        return sessions.refresh(refresh, trails.current()).map(signedIn -> unstored(RestResponse.Status.OK, signedIn));
    }

    @GET
    @Authenticated
    @Operation(summary = "The caller's own sessions, a page at a time")
    @Extension(name = OpenApiProblems.EXTENSION, value = "NOT_FOUND")
    public Uni<RestResponse<Page<Session>>> list(@BeanParam PageRequest request) {
        return repository
                .page(caller.requireUser(), request.ascending())
                .map(found ->
                        Page.of(request, found.orElseThrow(() -> ProblemException.notFound("user")), Session::id));
    }

    @DELETE
    @AccessStillHolds
    @Path("{id}")
    @Authenticated
    @Operation(summary = "Ends a session: one's own or, for an administrator, anybody's")
    public Uni<Void> end(@RestPath UUID id) {
        return sessions.end(id, caller.isAdmin() ? null : caller.requireUser(), trails.current());
    }

    /** No cache may keep tokens. */
    private static RestResponse<TokenResponse> unstored(RestResponse.Status status, TokenResponse signedIn) {
        return ResponseBuilder.create(status, signedIn)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
