/** Where a request's time went: its spans, and how they get to a collector of OpenTelemetry. */
package org.kennwilliamson.roster.platform.trace;
