package org.kennwilliamson.roster.health;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.kennwilliamson.roster.platform.database.SchemaReady;

/** The schema that this program needs, known from the moment it is there. */
@Singleton
public class SchemaState {

    private volatile Optional<String> needed = Optional.empty();

    void onSchemaReady(@Observes SchemaReady event) {
        needed = Optional.of(event.version());
    }

    /** The newest migration that this program knows; empty while it is still starting. */
    Optional<String> needed() {
        return needed;
    }
}
