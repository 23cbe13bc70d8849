package org.kennwilliamson.roster.platform.database.monitor;

/**
 * Hears what PostgreSQL notifies on the channel {@link #CHANNEL}, over the one connection that listens. Called on an event
 * loop, so that it never blocks.
 */
public interface NotificationListener {

    /** The channel on which the schema's triggers tell for whom access may have changed. */
    String CHANNEL = "roster_access";

    /** It listens from now on; what was notified before was missed. */
    void listening();

    /** Somebody notified this. */
    void heard(String payload);

    /** All that was notified until a moment ago has been heard. Called more than twice a second while it listens. */
    void upToDate();

    /** It can't hear any more, until {@link #listening()}. */
    void deaf();
}
