/** Verifies a backup by restoring it. */
package org.kennwilliamson.roster.backup.verify;
