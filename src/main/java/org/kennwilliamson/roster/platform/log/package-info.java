/** What lines of the log are made of. */
package org.kennwilliamson.roster.platform.log;
