package org.kennwilliamson.roster.platform.database;

import io.smallrye.mutiny.Uni;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

/**
 * What has to be done before the first request is served and the first probe is told that Roster is ready, as soon as the
 * schema is there and the connections are open.
 */
public interface BeforeReady {

    /**
     * Does it, however long the database is away meanwhile. The start waits for it, and ends if it fails: with one line
     * for an {@link InvalidSettingException}.
     */
    Uni<Void> prepare();
}
