/** The way up: waits for the database, migrates, opens the connections, and only then lets requests in. */
package org.kennwilliamson.roster.startup;
