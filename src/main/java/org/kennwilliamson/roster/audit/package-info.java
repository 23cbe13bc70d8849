/** The audit trail: who changed what, when, from where. */
package org.kennwilliamson.roster.audit;
