/** Requests that may be sent again: one with the same {@code Idempotency-Key} creates nothing more. */
package org.kennwilliamson.roster.idempotency;
