/** Probes: what Roster says of itself to those who decide whether it gets traffic, or a new life. */
package org.kennwilliamson.roster.health;
