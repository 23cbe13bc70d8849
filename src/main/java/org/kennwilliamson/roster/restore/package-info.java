/** {@code roster restore}: a backup into a new database, and into the place of the live one. */
package org.kennwilliamson.roster.restore;
