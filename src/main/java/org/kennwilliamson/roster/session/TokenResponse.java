package org.kennwilliamson.roster.session;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a client needs to stay signed in.
 *
 * @param accessToken goes into {@code Authorization: Bearer …} of every request
 * @param expiresIn seconds until the access token has to be refreshed
 * @param refreshToken gets the next access token, and with it the next refresh token
 */
@Schema(name = "SignedIn", examples = """
                {"accessToken": "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIwMTk4ZjNhMSJ9.c2lnbmF0dXJl", "tokenType": "Bearer",
                 "expiresIn": 900, "refreshToken": "q8n3…", "sessionId": "0198f3a1-7d2e-7c31-9f04-5b8d2c6a1e90"}""")
public record TokenResponse(String accessToken, String tokenType, long expiresIn, String refreshToken, UUID sessionId) {

    /** Without the tokens, so that no log can show them by accident. */
    @Override
    public String toString() {
        return "SignedIn[sessionId=" + sessionId + "]";
    }
}
