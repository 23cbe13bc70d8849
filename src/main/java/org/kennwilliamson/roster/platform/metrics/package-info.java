/** Which metrics there are, and those that belong to no feature. */
package org.kennwilliamson.roster.platform.metrics;
