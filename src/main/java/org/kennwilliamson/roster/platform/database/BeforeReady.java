package org.kennwilliamson.roster.platform.database;

import org.kennwilliamson.roster.platform.config.InvalidSettingException;

/**
 * What has to be done before the first request is served and the first probe is told that Roster is ready, as soon as the
 * schema is there and the connections are open. It happens on the thread that starts Roster, which may block.
 */
public interface BeforeReady {

    /**
     * Does it, however long the database is away meanwhile.
     *
     * @throws InvalidSettingException if a variable is wrong: that ends the start
     * @throws InterruptedException if Roster stops
     */
    void prepare() throws InterruptedException;
}
