/** Copies of backups in another place: the places, and how a copy becomes a good one. Starts no backup. */
package org.kennwilliamson.roster.backup.copy;
