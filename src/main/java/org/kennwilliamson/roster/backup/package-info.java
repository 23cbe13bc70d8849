/** Backups: dumped by pg_dump, encrypted by age, verified by a restore, kept for a while. Knows no user. */
package org.kennwilliamson.roster.backup;
