/** Probes: what Roster says of itself to those who decide whether it gets traffic, or is restarted. */
package org.kennwilliamson.roster.health;
