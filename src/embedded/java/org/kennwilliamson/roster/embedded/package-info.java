/** A PostgreSQL 15 that Roster brings along, for trying, developing and testing; never part of a production package. */
package org.kennwilliamson.roster.embedded;
