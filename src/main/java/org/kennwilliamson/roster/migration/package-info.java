/** The schema: brings it to the version that this program needs, before anything else is served. */
package org.kennwilliamson.roster.migration;
