/** How backups are doing: status and metrics. */
package org.kennwilliamson.roster.backup.monitor;
