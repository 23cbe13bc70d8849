package org.kennwilliamson.roster.auth;

import java.util.UUID;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

/** A caller who may see every user without being anyone. */
@Singleton
@Alternative
@Priority(Interceptor.Priority.LIBRARY_AFTER)
public class Anybody extends Caller {

    Anybody(CurrentVertxRequest request, TokenCache verified) {
        super(request, verified);
    }

    @Override
    public void requireUserOrAdmin(UUID user) {}
}
