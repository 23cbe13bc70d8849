/** What PostgreSQL does with its WAL: whether it is archived, and what keeps it on the disk. */
package org.kennwilliamson.roster.wal;
