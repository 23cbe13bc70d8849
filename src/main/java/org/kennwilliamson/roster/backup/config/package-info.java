/** What the operator sets of backups: schedule, retention policy, recipients. */
package org.kennwilliamson.roster.backup.config;
