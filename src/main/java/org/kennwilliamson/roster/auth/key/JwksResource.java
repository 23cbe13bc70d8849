package org.kennwilliamson.roster.auth.key;

import java.util.List;
import java.util.Map;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The public keys over HTTP, for programs that check Roster's tokens without asking it. */
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
public class JwksResource {

    private final KeySet keys;

    JwksResource(SigningKeys keys) {
        this.keys = new KeySet(keys.published().stream().map(PublishedKey::jwk).toList());
    }

    /** A JSON Web Key Set (RFC 7517). */
    @Schema(name = "KeySet", examples = "{\"keys\": []}")
    public record KeySet(List<Map<String, Object>> keys) {}

    @GET
    @PermitAll
    @Operation(summary = "The public keys that access tokens are checked with")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            headers = @Header(name = HttpHeaders.CACHE_CONTROL, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = KeySet.class)))
    public RestResponse<KeySet> keys() {
        return ResponseBuilder.ok(keys)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                .build();
    }
}
