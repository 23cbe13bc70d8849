/** PostgreSQL's programs and servers as backups and restores use them: pg_dump, pg_restore, snapshot, scratch database. */
package org.kennwilliamson.roster.backup.postgres;
