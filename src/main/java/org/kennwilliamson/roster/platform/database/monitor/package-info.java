/** Looks at the database beside the requests, and listens to what it notifies. */
package org.kennwilliamson.roster.platform.database.monitor;
