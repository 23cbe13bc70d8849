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

    /** Whether a database with this newest migration can be worked with: nothing that is needed is missing in it. */
    boolean suits(Optional<String> version) {
        return needed.isPresent()
                && version.isPresent()
                && Long.parseLong(version.get()) >= Long.parseLong(needed.get());
    }
}
