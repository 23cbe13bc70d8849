/** What PostgreSQL has counted of Roster's own statements. */
package org.kennwilliamson.roster.slowquery;
