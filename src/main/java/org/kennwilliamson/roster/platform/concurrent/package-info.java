/** Threads for what blocks or takes long, so that no event loop waits. */
package org.kennwilliamson.roster.platform.concurrent;
