/** Backups as files: names, manifests, directory, age, lock, disk space. Knows no PostgreSQL and starts no process. */
package org.kennwilliamson.roster.backup.archive;
