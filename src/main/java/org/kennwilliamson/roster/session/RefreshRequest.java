package org.kennwilliamson.roster.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client stays signed in with. */
@Schema(name = "Refresh", examples = "{\"refreshToken\": \"q8n3…\"}")
public record RefreshRequest(@NotNull @Size(max = 200) String refreshToken) {

    /** Without the token, so that no log can show it by accident. */
    @Override
    public String toString() {
        return "Refresh[]";
    }
}
