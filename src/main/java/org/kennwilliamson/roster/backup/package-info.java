/** Backups: made by pg_dump, encrypted by age, restored once to prove them, kept for a while. Knows no user. */
package org.kennwilliamson.roster.backup;
